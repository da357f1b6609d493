package io.apogeemq.protocol.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

class CompressedRegistrationTest {
    /** What a broker 5.5.0 sends for one topic and no mappings. */
    private static final byte[] RELEASED = HexFormat.of()
            .parseHex("78da636060b0a8564ace2fcd2b492d52b232d0512a2e492c490d4b2d2acecccf030b9464e6a60205730b94ac0ccd0d10"
                    + "a0968181811188f543f20b32931d154c142c14cc14823dfddc7d5ce3431cdd15aa95801a8b13d353f54a2a0b5295ac94"
                    + "dc3cddfc9540da98a26381240300920620d2");

    @Test
    void a_registration_is_read_as_a_released_broker_compresses_it() {
        TopicTableBody table = CompressedRegistration.read(RELEASED, 513).topicTable();

        assertThat(table.dataVersion()).isEqualTo(new DataVersion(0, 0, 1700000000000L));
        assertThat(table.topics().values())
                .containsExactly(new TopicRecord(
                        Map.of("message.type", "FIFO"), false, 6, 4, TopicFilterType.SINGLE_TAG, "TopicA", 0, 8));
    }

    @Test
    void a_registration_is_read_as_brokers_compress_it() throws IOException {
        byte[] body = compressed(
                "{\"counter\":1,\"stateVersion\":0,\"timestamp\":1795383343439}",
                2,
                "TopicA 4 8 6 SINGLE_TAG {\"message.type\":\"FIFO\"}",
                "Old 1 1 4 MULTI_TAG",
                "[]",
                1,
                "{\"bname\":\"b\",\"topic\":\"S\"}");

        assertThat(CompressedRegistration.isCompressed(body)).isTrue();
        TopicTableBody table = CompressedRegistration.read(body, 513).topicTable();

        assertThat(table.dataVersion()).isEqualTo(new DataVersion(1, 0, 1795383343439L));
        assertThat(table.topics().values())
                .containsExactly(
                        new TopicRecord(
                                Map.of("message.type", "FIFO"),
                                false,
                                6,
                                4,
                                TopicFilterType.SINGLE_TAG,
                                "TopicA",
                                0,
                                8),
                        new TopicRecord(Map.of(), false, 4, 1, TopicFilterType.MULTI_TAG, "Old", 0, 1));
        assertThat(table.mappingInfos()).containsOnlyKeys("S");
        assertThat(CompressedRegistration.read(body, 409).topicTable().mappingInfos())
                .isNull();
    }

    @Test
    void no_json_looks_compressed() {
        for (String text : new String[] {"{\"a\":1}", " {", "\t{", "\n{", "[", "", "x"}) {
            assertThat(CompressedRegistration.isCompressed(text.getBytes(StandardCharsets.UTF_8)))
                    .as(text)
                    .isFalse();
        }
    }

    @Test
    void a_broken_stream_is_refused_and_a_bomb_does_not_burst() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bomb)) {
            new DataOutputStream(out).writeInt(Integer.MAX_VALUE);
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 300; i++) {
                out.write(zeros);
            }
        }
        assertThatThrownBy(() -> CompressedRegistration.read(bomb.toByteArray(), 513))
                .isInstanceOf(BadBody.class);

        long seed = new Random().nextLong();
        Random random = new Random(seed);
        byte[] good = compressed("{\"counter\":1}", 1, "TopicA 4 8 6 SINGLE_TAG {}", "[]", 0);
        for (int i = 0; i < 5000; i++) {
            byte[] changed = Arrays.copyOf(good, random.nextInt(4) == 0 ? random.nextInt(good.length) : good.length);
            if (changed.length > 0) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            try {
                CompressedRegistration.read(changed, 513);
            } catch (BadBody expected) {
                assertThat(expected).hasMessageStartingWith("the body");
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed + ", try " + i, e);
            }
        }
    }

    /** Texts with their lengths before them, numbers bare. */
    private static byte[] compressed(Object... pieces) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
            for (Object piece : pieces) {
                if (piece instanceof Integer number) {
                    out.writeInt(number);
                } else {
                    byte[] text = piece.toString().getBytes(StandardCharsets.UTF_8);
                    out.writeInt(text.length);
                    out.write(text);
                }
            }
        }
        return bytes.toByteArray();
    }
}
