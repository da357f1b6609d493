package io.apogeemq.benchmarks.micro;

import io.apogeemq.protocol.code.Language;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.frame.HeadWriter;
import io.apogeemq.protocol.frame.HeaderEncoding;
import io.apogeemq.protocol.header.ByteRange;
import io.apogeemq.protocol.header.HeaderCodec;
import io.apogeemq.protocol.header.PullAnswer;
import io.apogeemq.protocol.header.PullRequest;
import io.apogeemq.protocol.header.SendAnswer;
import io.apogeemq.protocol.header.SendRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Headers as a Java client of 5.5.0 sends them, and their answers. */
final class Samples {
    static final byte[] PROPERTIES =
            "TAGS\u0001TagA\u0002WAIT\u0001true\u0002KEYS\u0001order-4711\u0002UNIQ_KEY\u00017F0000010001070DEA4E5C1D3F4A0000\u0002"
                    .getBytes(StandardCharsets.UTF_8);

    static final SendRequest SEND = new SendRequest(
            "producer-group",
            "orders",
            "TBW102",
            4,
            3,
            0,
            1_790_000_000_000L,
            0,
            ByteRange.of(PROPERTIES),
            0,
            false,
            null,
            false,
            "broker-a");

    static final SendAnswer SEND_ANSWER = new SendAnswer(
            "7F00000100002A9F00000000004C4B40",
            3,
            123_456,
            "7F0000010001070DEA4E5C1D3F4A0000",
            null,
            null,
            "DefaultRegion",
            true);

    static final PullRequest PULL = new PullRequest(
            "consumer-group",
            "orders",
            3,
            123_456,
            32,
            PullRequest.COMMIT_OFFSET | PullRequest.MAY_WAIT,
            123_000,
            15_000,
            null,
            1_790_000_000_000L,
            "TAG",
            null);

    static final PullAnswer PULL_ANSWER = new PullAnswer(0, 123_488, 0, 200_000, null, null, null, null);

    private Samples() {}

    /** A frame without its length, as the decoder hands it on. */
    static <H> ByteBuffer frame(HeaderEncoding encoding, HeaderCodec<H> codec, H header) {
        HeadWriter writer = new HeadWriter();
        writer.begin(encoding, RequestCode.SEND_MESSAGE_V2, Language.JAVA, 513, 4711, 0, null)
                .fields(codec, header);
        int length = writer.finish(0);
        ByteBuffer frame = ByteBuffer.allocateDirect(length - 4);
        frame.put(Arrays.copyOfRange(writer.bytes(), 4, length)).flip();
        return frame;
    }
}
