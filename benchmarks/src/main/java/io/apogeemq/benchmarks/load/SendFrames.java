package io.apogeemq.benchmarks.load;

import io.apogeemq.protocol.code.Language;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.frame.Frame;
import io.apogeemq.protocol.frame.HeadWriter;
import io.apogeemq.protocol.frame.HeaderEncoding;
import io.apogeemq.protocol.header.ByteRange;
import io.apogeemq.protocol.header.SendRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * SEND_MESSAGE_V2 frames, encoded once: one head per queue, one body for all. Sending is a copy of both and a patch of
 * the opaque, so that a message costs the generator a fraction of what it costs the cheapest broker.
 */
final class SendFrames {
    /** Opaques are ten digits wide, so that patching one never moves what follows. */
    static final int FIRST_OPAQUE = 1_000_000_000;

    private static final int DIGITS = 10;
    private static final byte[] OPAQUE_NAME = "\"opaque\":".getBytes(StandardCharsets.US_ASCII);
    private static final int BINARY_OPAQUE_AT = Frame.HEADER_AT + 2 + 1 + 2;

    /** What a Java client of 5.5.0 says it is. */
    static final int VERSION = 513;

    private final boolean json;
    private final byte[][] heads;
    private final int[] opaqueAt;
    private final byte[] body;

    /** @param length of the body, bytes; at least 8 */
    SendFrames(HeaderEncoding encoding, String topic, int queueCount, int length) {
        json = encoding == HeaderEncoding.JSON;
        heads = new byte[queueCount][];
        opaqueAt = new int[queueCount];
        body = new byte[length];
        // text that does not compress to nothing, the same in every run
        SplittableRandom random = new SplittableRandom(length);
        for (int i = 0; i < length; i++) {
            body[i] = (byte) random.nextInt(' ', '~');
        }
        HeadWriter writer = new HeadWriter();
        byte[] properties =
                "TAGS\u0001TagA\u0002WAIT\u0001true\u0002UNIQ_KEY\u00017F0000010001070DEA4E5C1D3F4A0000\u0002"
                        .getBytes(StandardCharsets.UTF_8);
        for (int queue = 0; queue < queueCount; queue++) {
            SendRequest header = new SendRequest(
                    "mqbench",
                    topic,
                    "TBW102",
                    4,
                    queue,
                    0,
                    System.currentTimeMillis(),
                    0,
                    ByteRange.of(properties),
                    0,
                    false,
                    null,
                    false,
                    null);
            writer.begin(encoding, RequestCode.SEND_MESSAGE_V2, Language.JAVA, VERSION, FIRST_OPAQUE, 0, null)
                    .fields(SendRequest.SHORT, header);
            int headLength = writer.finish(length);
            heads[queue] = Arrays.copyOf(writer.bytes(), headLength);
            opaqueAt[queue] = json ? find(heads[queue], OPAQUE_NAME) + OPAQUE_NAME.length : BINARY_OPAQUE_AT;
        }
    }

    int queueCount() {
        return heads.length;
    }

    int bodyLength() {
        return body.length;
    }

    /** Bytes of the longest frame. */
    int length() {
        return heads[heads.length - 1].length + body.length;
    }

    /** @param stamp goes into the first eight bytes of the body */
    void put(ByteBuffer out, int queue, int opaque, long stamp) {
        int at = out.position();
        byte[] head = heads[queue];
        out.put(head);
        int bodyAt = out.position();
        out.put(body);
        out.putLong(bodyAt, stamp);
        int where = at + opaqueAt[queue];
        if (json) {
            int rest = opaque;
            for (int i = where + DIGITS - 1; i >= where; i--) {
                out.put(i, (byte) ('0' + rest % 10));
                rest /= 10;
            }
        } else {
            out.putInt(where, opaque);
        }
    }

    private static int find(byte[] in, byte[] what) {
        for (int at = 0; at + what.length <= in.length; at++) {
            if (Arrays.equals(in, at, at + what.length, what, 0, what.length)) {
                return at;
            }
        }
        throw new IllegalStateException("no opaque in a header");
    }
}
