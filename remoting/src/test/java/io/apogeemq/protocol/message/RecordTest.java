package io.apogeemq.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apogeemq.protocol.message.RecordReader.Found;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordTest {
    private static final InetSocketAddress BORN = new InetSocketAddress("10.1.2.3", 50000);
    private static final InetSocketAddress STORE = new InetSocketAddress("127.0.0.1", 10911);

    private final OutgoingRecord record = new OutgoingRecord();
    private final RecordReader reader = new RecordReader();

    private OutgoingRecord fill(String topic, String body) {
        return record.set(topic, 3, 7, 0, 0x0000018BCFE56800L, BORN, STORE, 2, 0x11, utf8(body));
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Field by field from spec messages 3. */
    @Test
    void a_record_has_the_bytes_of_the_layout() {
        fill("TopicA", "hello").properties().put("TAGS", "TagA");
        record.encode();
        record.place(42, 476, 0x0000018BCFE56801L);

        String expected = ("00000070" // 91 + 5 + 6 + 10 = 112
                + "DAA320A7"
                + "3610A686" // CRC-32 of hello
                + "00000003"
                + "00000007"
                + "000000000000002A"
                + "00000000000001DC"
                + "00000000"
                + "0000018BCFE56800"
                + "0A0102030000C350"
                + "0000018BCFE56801"
                + "7F00000100002A9F"
                + "00000002"
                + "0000000000000011"
                + "00000005" + "68656C6C6F"
                + "06" + "546F70696341"
                + "000A" + "5441475301" + "5461674102");
        assertThat(HexFormat.of().withUpperCase().formatHex(record.toBytes())).isEqualTo(expected);
    }

    @Test
    void what_is_written_is_read() {
        fill("TopicA", "hello").properties().put("KEYS", "k1 k2");
        byte[] bytes = record.toBytes();
        record.place(42, 476, 99);
        bytes = record.toBytes();

        assertThat(reader.read(ByteBuffer.wrap(bytes), 0, bytes.length)).isEqualTo(Found.RECORD);
        assertThat(reader.isBodyWhole()).isTrue();
        assertThat(reader.isWithoutHoles(0)).isTrue();
        assertThat(reader.length()).isEqualTo(bytes.length).isEqualTo(record.length());
        assertThat(reader.queueId()).isEqualTo(3);
        assertThat(reader.flag()).isEqualTo(7);
        assertThat(reader.queueOffset()).isEqualTo(42);
        assertThat(reader.position()).isEqualTo(476);
        assertThat(reader.bornHost()).isEqualTo(BORN);
        assertThat(reader.storeHost()).isEqualTo(STORE);
        assertThat(reader.storeMillis()).isEqualTo(99);
        assertThat(reader.reconsumeTimes()).isEqualTo(2);
        assertThat(reader.preparedPosition()).isEqualTo(0x11);
        assertThat(reader.topic()).isEqualTo("TopicA");
        assertThat(reader.topicHash()).isEqualTo("TopicA".hashCode());
        assertThat(reader.isOfTopic("TopicA")).isTrue();
        assertThat(reader.isOfTopic("Topic")).isFalse();
        assertThat(reader.isOfTopic("TopicAB")).isFalse();
        assertThat(StandardCharsets.UTF_8.decode(reader.body()).toString()).isEqualTo("hello");
        MessageProperties properties = new MessageProperties();
        reader.properties(properties);
        assertThat(properties.get("KEYS")).isEqualTo("k1 k2");
    }

    /** Wherever the record begins in its file: that decides where sectors do. */
    @Test
    void zeros_in_properties_are_no_holes_and_a_lost_sector_is_one() {
        fill("T", "b").properties().put("a\0b", "c" + "\0".repeat(500));
        record.properties().put("d", "\0");
        record.properties().put("e", "x".repeat(2000));
        byte[] whole = record.toBytes();
        record.place(0, 0, 99);
        whole = record.toBytes();
        int propertiesAt = whole.length - record.properties().length();
        for (int begin = 0; begin < 512; begin++) {
            assertThat(reader.read(ByteBuffer.wrap(whole), 0, whole.length)).isEqualTo(Found.RECORD);
            assertThat(reader.isWithoutHoles(begin)).as("from %d", begin).isTrue();
            for (int sector = 0; sector < begin + whole.length; sector += 512) {
                int from = sector - begin;
                if (from + 512 <= propertiesAt) {
                    continue;
                }
                byte[] torn = whole.clone();
                Arrays.fill(torn, Math.max(0, from), Math.min(torn.length, from + 512), (byte) 0);
                boolean isRecord = reader.read(ByteBuffer.wrap(torn), 0, torn.length) == Found.RECORD;
                assertThat(isRecord && reader.isBodyWhole() && reader.isWithoutHoles(begin))
                        .as("from %d without the sector at %d", begin, sector)
                        .isFalse();
            }
        }
    }

    @Test
    void so_many_zeros_that_they_could_be_a_lost_sector_are_refused() {
        for (int before = 0; before < 1100; before += 7) {
            fill("T", "b").properties().put("x", "y".repeat(before) + "\0".repeat(511) + "z");
            record.encode();
            fill("T", "b").properties().put("x", "y".repeat(before) + "\0".repeat(512) + "z");
            assertThatThrownBy(record::encode)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("512 zero bytes");
        }
    }

    @Test
    void hosts_of_either_kind_move_what_follows() throws Exception {
        InetSocketAddress v6 = new InetSocketAddress("2001:db8::1", 1234);
        for (boolean bornV6 : new boolean[] {false, true}) {
            for (boolean storeV6 : new boolean[] {false, true}) {
                record.set("T", 0, 0, 0, 1, bornV6 ? v6 : BORN, storeV6 ? v6 : STORE, 0, 0, utf8("b"));
                byte[] bytes = record.toBytes();

                assertThat(bytes).hasSize(91 + 1 + 1 + (bornV6 ? 12 : 0) + (storeV6 ? 12 : 0));
                assertThat(reader.read(ByteBuffer.wrap(bytes), 0, bytes.length)).isEqualTo(Found.RECORD);
                assertThat(reader.bornHost()).isEqualTo(bornV6 ? v6 : BORN);
                assertThat(reader.storeHost()).isEqualTo(storeV6 ? v6 : STORE);
                assertThat(SysFlag.has(reader.sysFlag(), SysFlag.BORN_HOST_V6)).isEqualTo(bornV6);
            }
        }
    }

    @Test
    void a_topic_longer_than_127_bytes_takes_the_second_version() {
        String topic = "%RETRY%" + "g".repeat(200);
        byte[] bytes = fill(topic, "b").toBytes();

        assertThat(ByteBuffer.wrap(bytes).getInt(4)).isEqualTo(RecordLayout.MAGIC_V2);
        assertThat(reader.read(ByteBuffer.wrap(bytes), 0, bytes.length)).isEqualTo(Found.RECORD);
        assertThat(reader.topic()).isEqualTo(topic);
        assertThatThrownBy(() -> fill("t".repeat(256), "b").encode()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> fill("", "b").encode()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void properties_too_long_for_a_record_are_refused() {
        fill("T", "b").properties().put("k", "v".repeat(32767));

        assertThatThrownBy(record::encode)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32767");
    }

    @Test
    void a_record_that_is_cut_or_changed_in_its_lengths_is_none() {
        byte[] bytes = fill("TopicA", "hello").toBytes();
        Random random = new Random(7);

        for (int room = 0; room < bytes.length; room++) {
            assertThat(reader.read(ByteBuffer.wrap(bytes), 0, room)).isEqualTo(Found.NOTHING);
        }
        for (int i = 0; i < 100_000; i++) {
            byte[] broken = bytes.clone();
            int changes = 1 + random.nextInt(4);
            for (int j = 0; j < changes; j++) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            }
            if (reader.read(ByteBuffer.wrap(broken), 0, broken.length) == Found.RECORD) {
                assertThat(reader.body().remaining() + reader.topic().length() + reader.propertiesLength())
                        .isLessThan(bytes.length);
            }
        }
    }

    @Test
    void the_blank_record_is_told_from_others() {
        ByteBuffer blank = ByteBuffer.allocate(64).putInt(0, 64).putInt(4, RecordLayout.MAGIC_BLANK);

        assertThat(reader.read(blank, 0, 64)).isEqualTo(Found.BLANK);
        assertThat(reader.read(ByteBuffer.allocate(64), 0, 64)).isEqualTo(Found.NOTHING);
    }

    @Test
    void a_changed_body_is_found() {
        byte[] bytes = fill("TopicA", "hello").toBytes();
        bytes[RecordLayout.bodyAt(0)] ^= 1;

        assertThat(reader.read(ByteBuffer.wrap(bytes), 0, bytes.length)).isEqualTo(Found.RECORD);
        assertThat(reader.isBodyWhole()).isFalse();
    }

    @Test
    void a_batch_lies_side_by_side() {
        OutgoingBatch batch = new OutgoingBatch();
        for (int i = 0; i < 40; i++) {
            fill("T", "body" + i).properties().put("TAGS", "t" + i);
            batch.add(record);
        }
        int from = 0;
        for (int i = 0; i < 40; i++) {
            batch.place(i, 100 + i, 5000 + from, 77);
            from += batch.length(i);
        }
        ByteBuffer bytes = ByteBuffer.allocate(batch.length());
        batch.copyTo(bytes);

        int at = 0;
        for (int i = 0; i < 40; i++) {
            assertThat(reader.read(bytes, at, bytes.capacity() - at)).isEqualTo(Found.RECORD);
            assertThat(reader.queueOffset()).isEqualTo(100 + i);
            assertThat(reader.position()).isEqualTo(5000 + at).isEqualTo(batch.position(i));
            assertThat(reader.storeMillis()).isEqualTo(77);
            assertThat(reader.length()).isEqualTo(batch.length(i));
            assertThat(batch.tagCode(i)).isEqualTo(("t" + i).hashCode());
            at += reader.length();
        }
        assertThat(batch.endPosition()).isEqualTo(5000 + at);
    }
}
