package io.apogeemq.client.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apogeemq.protocol.body.BrokerQueue;
import io.apogeemq.protocol.message.OutgoingRecord;
import io.apogeemq.protocol.message.SysFlag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

class RecordDecoderTest {
    private static final BrokerQueue QUEUE = new BrokerQueue("b", 2, "T");
    private static final InetSocketAddress HOST = new InetSocketAddress(InetAddress.getLoopbackAddress(), 10911);

    @Test
    void records_back_to_back_become_messages_of_the_queue_that_was_pulled() throws Exception {
        ByteBuffer records = join(record("one".getBytes(StandardCharsets.UTF_8), 0, 7), record(new byte[0], 0, 8));

        List<ReceivedMessage> messages = RecordDecoder.WHOLE.decodePulled(records, QUEUE, 100);

        assertThat(messages).extracting(ReceivedMessage::offset).containsExactly(107L, 108L);
        assertThat(messages).allMatch(message -> message.queue() == QUEUE);
        assertThat(messages.get(0).stored().body()).asString().isEqualTo("one");
        assertThat(messages.get(0).property("TAGS")).isEqualTo("TagA");
        assertThat(messages.get(0).offsetMessageId()).isEqualTo("7F00000100002A9F0000000000000007");
        assertThat(records.position()).isZero();
    }

    @Test
    void a_compressed_body_is_restored_whatever_version_compressed_it() throws Exception {
        byte[] text = "again and again ".repeat(1000).getBytes(StandardCharsets.UTF_8);
        for (int type : new int[] {SysFlag.COMPRESSION_ZLIB, SysFlag.COMPRESSION_ZLIB_OLD}) {
            ByteBuffer record = record(zip(text), SysFlag.COMPRESSED | type, 0);
            ReceivedMessage message = RecordDecoder.WHOLE.decode(record, "b").get(0);
            assertThat(message.stored().body()).isEqualTo(text);
            assertThat(message.stored().sysFlag() & SysFlag.COMPRESSED).isZero();
        }
    }

    @Test
    void a_program_may_do_without_bodies_or_without_restoring_them() throws Exception {
        byte[] zipped = zip(new byte[5000]);
        ByteBuffer record = record(zipped, SysFlag.COMPRESSED | SysFlag.COMPRESSION_ZLIB, 0);
        assertThat(new RecordDecoder(false, true).decode(record, "b").get(0).bodyLength())
                .isZero();
        assertThat(new RecordDecoder(true, false)
                        .decode(record, "b")
                        .get(0)
                        .stored()
                        .body())
                .isEqualTo(zipped);
    }

    @Test
    void a_body_that_cannot_be_restored_is_handed_over_as_it_was_stored_and_holds_up_no_other() throws Exception {
        byte[] broken = "not compressed at all".getBytes(StandardCharsets.UTF_8);
        byte[] zipped = zip(new byte[5000]);
        for (int type : new int[] {
            SysFlag.COMPRESSION_ZLIB, SysFlag.COMPRESSION_LZ4, SysFlag.COMPRESSION_ZSTD, SysFlag.COMPRESSION_MASK
        }) {
            int flags = SysFlag.COMPRESSED | type;
            ByteBuffer records = join(
                    record(zipped, SysFlag.COMPRESSED | SysFlag.COMPRESSION_ZLIB, 7),
                    join(record(broken, flags, 8), record(broken, 0, 9)));

            List<ReceivedMessage> messages = RecordDecoder.WHOLE.decodePulled(records, QUEUE, 0);

            assertThat(messages).extracting(ReceivedMessage::offset).containsExactly(7L, 8L, 9L);
            assertThat(messages.get(0).bodyLength()).isEqualTo(5000);
            assertThat(messages.get(1).stored().body()).isEqualTo(broken);
            assertThat(messages.get(1).stored().sysFlag()).isEqualTo(flags);
        }
    }

    @Test
    void a_batch_kept_as_one_record_is_handed_over_as_it_was_stored() throws Exception {
        byte[] items = new byte[40];
        ByteBuffer records = join(record(items, SysFlag.INNER_BATCH, 3), record(new byte[] {1}, 0, 4));
        assertThat(RecordDecoder.WHOLE.decodePulled(records, QUEUE, 0))
                .extracting(ReceivedMessage::offset)
                .containsExactly(3L, 4L);
    }

    @Test
    void what_cannot_be_read_is_named() {
        assertThatThrownBy(() -> RecordDecoder.WHOLE.decode(ByteBuffer.allocate(50), "b"))
                .isInstanceOf(ClientFailure.class)
                .hasMessageContaining("no whole message");
        ByteBuffer cut = record(new byte[10], 0, 0);
        cut.limit(cut.limit() - 1);
        assertThatThrownBy(() -> RecordDecoder.WHOLE.decode(cut, "b")).isInstanceOf(ClientFailure.class);
    }

    private static ByteBuffer record(byte[] body, int sysFlag, long offset) {
        OutgoingRecord record =
                new OutgoingRecord().set("T", 2, 0, sysFlag, 1, HOST, HOST, 0, 0, ByteBuffer.wrap(body));
        record.properties().set(Map.of("TAGS", "TagA"));
        record.encode();
        record.place(offset, offset, 1);
        return ByteBuffer.wrap(record.toBytes());
    }

    private static ByteBuffer join(ByteBuffer first, ByteBuffer second) {
        return ByteBuffer.allocate(first.remaining() + second.remaining())
                .put(first)
                .put(second)
                .flip();
    }

    private static byte[] zip(byte[] bytes) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(zipped)) {
            out.write(bytes);
        }
        return zipped.toByteArray();
    }
}
