package io.apogeemq.protocol.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.protocol.code.Language;
import io.apogeemq.protocol.header.BadHeader;
import io.apogeemq.protocol.header.PullRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever comes off the network, reading a header ends, and ends in a header or in BadFrame. */
class HeadFuzzTest {
    private static final PullRequest PULL =
            new PullRequest("group", "topic", 3, 77, 32, 6, 5, 15000, "a||b", 9, "TAG", 262144);

    private final Head head = new Head();

    private static byte[] frame(HeaderEncoding encoding) {
        HeadWriter writer = new HeadWriter();
        writer.begin(encoding, 11, Language.GO, 513, 4711, 0, "a \"remark\"\n");
        writer.fields(PullRequest.CODEC, PULL);
        int length = writer.finish(0);
        return Arrays.copyOfRange(writer.bytes(), Frame.HEADER_WORD_AT, length);
    }

    private void readOrRefuse(byte[] frame, long seed) {
        try {
            head.read(ByteBuffer.wrap(frame));
            for (int i = 0; i < head.count(); i++) {
                assertThat(head.name(i)).isNotNull();
                assertThat(head.text(i)).isNotNull();
            }
            PullRequest.CODEC.read(head);
        } catch (BadFrame | BadHeader e) {
            assertThat(e).as("seed %d", seed).hasMessageMatching("(?s).+");
        }
    }

    @ParameterizedTest
    @EnumSource
    void any_changed_bytes_give_a_header_or_a_refusal(HeaderEncoding encoding) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        byte[] good = frame(encoding);
        for (int round = 0; round < 50_000; round++) {
            byte[] bad = good.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            readOrRefuse(bad, seed);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_frame_cut_anywhere_gives_a_header_or_a_refusal(HeaderEncoding encoding) {
        byte[] good = frame(encoding);
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            if (length >= 4) {
                ByteBuffer.wrap(cut).putInt(0, encoding.typeByte() << 24 | length - 4);
            }
            readOrRefuse(cut, length);
        }
    }

    @ParameterizedTest
    @EnumSource
    void noise_gives_a_header_or_a_refusal(HeaderEncoding encoding) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 50_000; round++) {
            byte[] noise = new byte[4 + random.nextInt(64)];
            random.nextBytes(noise);
            ByteBuffer.wrap(noise).putInt(0, encoding.typeByte() << 24 | noise.length - 4);
            readOrRefuse(noise, seed);
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_is_written_is_read(HeaderEncoding encoding) throws BadFrame {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        HeadWriter writer = new HeadWriter();
        for (int round = 0; round < 2_000; round++) {
            Map<String, String> fields = new HashMap<>();
            for (int i = random.nextInt(20); i > 0; i--) {
                fields.put(text(random), text(random));
            }
            int opaque = random.nextInt();
            writer.begin(encoding, 310, Language.PHP, 401, opaque, 2, null).fields(fields);
            int length = writer.finish(0);
            head.read(ByteBuffer.wrap(writer.bytes(), Frame.HEADER_WORD_AT, length - Frame.HEADER_WORD_AT));
            assertThat(head.code()).isEqualTo(310);
            assertThat(head.opaque()).isEqualTo(opaque);
            assertThat(head.language()).isEqualTo(Language.PHP);
            assertThat(head.version()).isEqualTo(401);
            assertThat(head.isOneway()).isTrue();
            assertThat(head.remark()).isNull();
            Map<String, String> read = new HashMap<>();
            for (int i = 0; i < head.count(); i++) {
                read.put(head.name(i), head.text(i));
            }
            assertThat(read).as("seed %d", seed).isEqualTo(fields);
        }
    }

    /** Any characters, the awkward ones often. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        String awkward = "\u0001\u0002\"\\/\n\t\u00fc\u4e2d\ud83d\ude80{}[]:,";
        for (int i = 1 + random.nextInt(12); i > 0; i--) {
            if (random.nextInt(3) == 0) {
                int point = awkward.codePointAt(
                        awkward.offsetByCodePoints(0, random.nextInt(awkward.codePointCount(0, awkward.length()))));
                text.appendCodePoint(point);
            } else {
                text.append((char) ('a' + random.nextInt(26)));
            }
        }
        return text.toString();
    }

    @Test
    void a_json_header_as_other_clients_write_it_is_read() throws BadFrame {
        String json = " { \"unknown\" : [1, {\"x\":[true,null]}], \"opaque\":7,\"code\" : 105 ,\"extFields\" : "
                + "{\"topic\":\"T\\u0041\\ud83d\\ude80\",\"n\":12,\"yes\":true,\"none\":null}, \"language\":\"GO\",\"flag\":0}";
        byte[] header = json.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(4 + header.length)
                .putInt(header.length)
                .put(header)
                .flip();
        head.read(frame);
        assertThat(head.code()).isEqualTo(105);
        assertThat(head.opaque()).isEqualTo(7);
        assertThat(head.language()).isEqualTo(Language.GO);
        assertThat(head.get("topic")).isEqualTo("TA\ud83d\ude80");
        assertThat(head.get("n")).isEqualTo("12");
        assertThat(head.get("yes")).isEqualTo("true");
        assertThat(head.get("none")).isNull();
    }

    @Test
    void a_header_nested_deeply_is_refused() {
        byte[] header = ("{\"x\":" + "[".repeat(10_000)).getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(4 + header.length)
                .putInt(header.length)
                .put(header)
                .flip();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> head.read(frame))
                .isInstanceOf(BadFrame.class);
    }
}
