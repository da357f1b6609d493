package io.apogeemq.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.protocol.code.Language;
import io.apogeemq.protocol.frame.Frame;
import io.apogeemq.protocol.frame.HeadWriter;
import io.apogeemq.protocol.frame.HeaderEncoding;
import io.apogeemq.protocol.header.SendAnswer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnswerViewTest {
    private final AnswerView view = new AnswerView();

    private static byte[] answer(HeaderEncoding encoding, int code, int opaque, String remark) {
        HeadWriter writer = new HeadWriter();
        writer.begin(encoding, code, Language.JAVA, 513, opaque, Frame.RESPONSE, remark)
                .fields(SendAnswer.CODEC, new SendAnswer("7F", 3, 4711, null, null, null, "DefaultRegion", true));
        int length = writer.finish(0);
        return Arrays.copyOf(writer.bytes(), length);
    }

    @ParameterizedTest
    @EnumSource
    void answers_of_any_length_are_told_apart(HeaderEncoding encoding) throws IOException {
        for (int opaque : new int[] {7, SendFrames.FIRST_OPAQUE, SendFrames.FIRST_OPAQUE + 63, 8}) {
            for (String remark : new String[] {null, "[TIMEOUT_CLEAN_QUEUE]broker busy"}) {
                for (int code : new int[] {0, 2, 17}) {
                    view.look(ByteBuffer.wrap(answer(encoding, code, opaque, remark)), 0);

                    assertThat(view.code()).isEqualTo(code);
                    assertThat(view.opaque()).isEqualTo(opaque);
                    assertThat(view.head().remark()).isEqualTo(remark);
                    assertThat(view.number("queueOffset".getBytes(StandardCharsets.US_ASCII)))
                            .isEqualTo(4711);
                }
            }
        }
    }

    @Test
    void members_may_come_in_any_order() throws IOException {
        byte[] header = "{\"opaque\":1000000005,\"flag\":1,\"code\":0,\"language\":\"GO\",\"version\":1}"
                .getBytes(StandardCharsets.US_ASCII);
        ByteBuffer frame = ByteBuffer.allocate(8 + header.length);
        frame.putInt(4 + header.length).putInt(header.length).put(header);

        for (int i = 0; i < 3; i++) {
            view.look(frame, 0);
            assertThat(view.opaque()).isEqualTo(1_000_000_005);
            assertThat(view.code()).isZero();
        }
    }
}
