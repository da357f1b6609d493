package io.apogeemq.broker.delay;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.store.queue.UnitCodes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DelayedUnitsTest {
    private final DelayedUnits units = new DelayedUnits(List.of(1_000L, 5_000L, 10_000L));
    private final MessageProperties properties = new MessageProperties();

    @Test
    void only_in_the_topic_of_delayed_messages_any_of_them_waits() {
        assertThat(units.mayWait("SCHEDULE_TOPIC_XXXX")).isTrue();
        assertThat(units.mayWait("orders")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1, 1000", "3, 10000", "18, 10000"})
    void a_level_above_the_highest_is_the_highest(String level, long delayMillis) {
        properties.put("DELAY", level);

        assertThat(units.delayMillis(properties)).isEqualTo(delayMillis);
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "soon", "12345678901"})
    void what_is_no_level_does_not_wait(String level) {
        properties.put("DELAY", level);

        assertThat(units.delayMillis(properties)).isEqualTo(UnitCodes.NOT_DELAYED);
    }
}
