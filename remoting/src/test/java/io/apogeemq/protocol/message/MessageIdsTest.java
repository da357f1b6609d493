package io.apogeemq.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.concurrent.Clock;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class MessageIdsTest {

    private static final class StoppedClock implements Clock {
        private long millis;

        StoppedClock(String at) {
            set(at);
        }

        void set(String at) {
            millis = Instant.parse(at).toEpochMilli();
        }

        @Override
        public long millis() {
            return millis;
        }

        @Override
        public long nanos() {
            return 0;
        }
    }

    @Test
    void an_offset_id_is_the_host_and_the_position() {
        InetSocketAddress host = new InetSocketAddress("127.0.0.1", 10911);

        assertThat(OffsetMessageId.text(host, 476)).isEqualTo("7F00000100002A9F00000000000001DC");
        byte[] template = OffsetMessageId.template(host);
        OffsetMessageId.write(template, Long.MAX_VALUE);
        OffsetMessageId.write(template, 476);
        assertThat(template).asString().isEqualTo("7F00000100002A9F00000000000001DC");
        assertThat(OffsetMessageId.parse("7F00000100002A9F00000000000001DC")).isEqualTo(new OffsetMessageId(host, 476));
        OffsetMessageId v6 = new OffsetMessageId(new InetSocketAddress("2001:db8::1", 1), 2);
        assertThat(v6.toString()).hasSize(56);
        assertThat(OffsetMessageId.parse(v6.toString())).isEqualTo(v6);
        assertThat(OffsetMessageId.parse("7F00000100002A9F00000000000001DX")).isNull();
        assertThat(OffsetMessageId.parse("7F00000FFFFFFFFF00000000000001DC")).isNull();
        assertThat(OffsetMessageId.parse("")).isNull();
    }

    @Test
    void a_unique_id_has_address_process_time_in_the_month_and_counter() {
        StoppedClock clock = new StoppedClock("2030-05-01T00:00:01Z");
        UniqueId ids = new UniqueId(new byte[] {10, 0, 0, 1}, 0x12345, 0xCAFEBABE, clock, ZoneOffset.UTC);

        String first = ids.next();

        assertThat(first).isEqualTo("0A000001" + "2345" + "CAFEBABE" + "000003E8" + "0000");
        assertThat(ids.next()).endsWith("0001");
        assertThat(ids.timeOf(first)).isEqualTo(Instant.parse("2030-05-01T00:00:01Z"));
        assertThat(UniqueId.addressOf(first)).containsExactly(10, 0, 0, 1);
        assertThat(UniqueId.processOf(first)).isEqualTo(0x2345);
    }

    @Test
    void a_unique_id_counts_from_the_month_that_has_begun_since() {
        StoppedClock clock = new StoppedClock("2030-04-30T15:59:59Z");
        UniqueId ids = new UniqueId(new byte[] {10, 0, 0, 1}, 1, 1, clock, ZoneId.of("Asia/Shanghai"));
        String april = ids.next();

        clock.set("2030-04-30T16:00:00.005Z");

        assertThat(ids.next()).contains("0000000500");
        assertThat(ids.timeOf(april)).isEqualTo(Instant.parse("2030-04-30T15:59:59Z"));
        assertThat(ids.timeOf("no id")).isNull();
    }
}
