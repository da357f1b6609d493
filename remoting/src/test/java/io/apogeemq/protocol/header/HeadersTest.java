package io.apogeemq.protocol.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apogeemq.protocol.code.Language;
import io.apogeemq.protocol.frame.BadFrame;
import io.apogeemq.protocol.frame.Head;
import io.apogeemq.protocol.frame.HeadWriter;
import io.apogeemq.protocol.frame.HeaderEncoding;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each header once through a real frame, in both encodings. */
class HeadersTest {

    @ParameterizedTest
    @EnumSource(HeaderEncoding.class)
    void a_send_says_the_same_in_long_and_in_short_names(HeaderEncoding encoding) throws BadFrame {
        byte[] properties = "KEYS\u0001k\u0002TAGS\u0001é\u0002".getBytes(StandardCharsets.UTF_8);
        SendRequest send = new SendRequest(
                "pg", "T", "TBW102", 4, -1, 8, 1700000000000L, 7, ByteRange.of(properties), 2, false, 16, true, "b");

        for (HeaderCodec<SendRequest> codec : java.util.List.of(SendRequest.LONG, SendRequest.SHORT)) {
            assertThat(through(encoding, codec, send).kept())
                    .usingRecursiveComparison()
                    .isEqualTo(send);
        }
        assertThat(fields(encoding, SendRequest.SHORT, send).get("b")).isEqualTo("T");
        assertThat(fields(encoding, SendRequest.LONG, send).get("maxReconsumeTimes"))
                .isEqualTo("16");
        assertThat(fields(encoding, SendRequest.LONG, send).get("bname")).isEqualTo("b");
    }

    @ParameterizedTest
    @EnumSource(HeaderEncoding.class)
    void the_answer_of_one_message_is_written_without_its_record_just_as_its_table_writes_it(HeaderEncoding encoding) {
        SendAnswer answer = new SendAnswer("id", 3, 42, "key", null, null, "region", true);
        HeadWriter byTable = begin(encoding).fields(SendAnswer.CODEC, answer);
        HeadWriter byParts = begin(encoding);
        SendAnswer.write(byParts, ascii("id"), 3, 42, ascii("key"), ascii("region"), true);

        assertThat(Arrays.copyOf(byParts.bytes(), byParts.finish(0)))
                .isEqualTo(Arrays.copyOf(byTable.bytes(), byTable.finish(0)));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @EnumSource(HeaderEncoding.class)
    void what_is_null_is_not_written_and_what_is_absent_is_null(HeaderEncoding encoding) throws BadFrame {
        SendAnswer answer = new SendAnswer("id", 3, 42, null, null, null, "DefaultRegion", true);
        assertThat(through(encoding, SendAnswer.CODEC, answer)).isEqualTo(answer);
        assertThat(fields(encoding, SendAnswer.CODEC, answer).get("transactionId"))
                .isNull();
        assertThat(fields(encoding, SendAnswer.CODEC, answer).get("MSG_REGION")).isEqualTo("DefaultRegion");

        RegisterBrokerRequest register = new RegisterBrokerRequest(
                "a", "10.0.0.1:10911", "c", "10.0.0.1:10912", 0, null, null, false, 0x7FFFFFFF, "z");
        assertThat(through(encoding, RegisterBrokerRequest.CODEC, register)).isEqualTo(register);
    }

    @ParameterizedTest
    @EnumSource(HeaderEncoding.class)
    void fields_that_may_be_left_out_have_their_defaults(HeaderEncoding encoding) throws BadFrame {
        Map<String, String> given = Map.of("topic", "T", "queueId", "1");
        assertThat(read(encoding, MaxOffsetRequest.CODEC, given)).isEqualTo(new MaxOffsetRequest("T", 1, true));
        assertThat(read(encoding, QueueRequest.CODEC, given)).isEqualTo(new QueueRequest("T", 1));
        assertThat(read(encoding, ResetOffsetRequest.CODEC, Map.of("group", "g", "topic", "T", "timestamp", "-1")))
                .isEqualTo(new ResetOffsetRequest("g", "T", -1, null, -1, false));
        assertThat(read(encoding, RouteRequest.CODEC, Map.of("topic", "T", "__ZONE_MODE", "TRUE", "lo", "x")))
                .isEqualTo(new RouteRequest("T", null, null, true));
        assertThat(read(
                                encoding,
                                SearchOffsetRequest.CODEC,
                                Map.of("topic", "T", "queueId", "0", "timestamp", "5", "boundaryType", "Upper"))
                        .upper())
                .isTrue();
        assertThatThrownBy(() -> read(encoding, QueueRequest.CODEC, Map.of("topic", "T")))
                .isInstanceOf(BadHeader.class)
                .hasMessageContaining("queueId is missing");
    }

    private static <H> H through(HeaderEncoding encoding, HeaderCodec<H> codec, H header) throws BadFrame {
        return codec.read(fields(encoding, codec, header));
    }

    private static <H> H read(HeaderEncoding encoding, HeaderCodec<H> codec, Map<String, String> fields)
            throws BadFrame {
        HeadWriter writer = begin(encoding).fields(fields);
        return codec.read(head(writer));
    }

    private static <H> Fields fields(HeaderEncoding encoding, HeaderCodec<H> codec, H header) throws BadFrame {
        return head(begin(encoding).fields(codec, header)).fields();
    }

    private static HeadWriter begin(HeaderEncoding encoding) {
        return new HeadWriter().begin(encoding, 10, Language.JAVA, 513, 1, 0, null);
    }

    /** The length field stays behind: a head begins with the word after it. */
    private static Head head(HeadWriter writer) throws BadFrame {
        int length = writer.finish(0);
        Head head = new Head();
        head.read(ByteBuffer.wrap(writer.bytes(), 4, length - 4));
        return head;
    }
}
