package io.apogeemq.broker.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.protocol.body.TopicFilterType;
import io.apogeemq.protocol.body.TopicRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TopicReserveTest {
    private final Map<String, TopicRecord> topics = new HashMap<>();
    private long deadLetterHours = 72;
    private final TopicReserve reserve = new TopicReserve(topics::get, () -> deadLetterHours);

    private long millis(String name, Map<String, String> attributes) {
        topics.put(name, new TopicRecord(attributes, false, 6, 1, TopicFilterType.SINGLE_TAG, name, 0, 1));
        return reserve.millis(name);
    }

    @Test
    void the_attribute_counts_hours() {
        assertThat(millis("t", Map.of("reserve.time", "12"))).isEqualTo(TimeUnit.HOURS.toMillis(12));
        assertThat(millis("t", Map.of("reserve.time", Long.toString(Long.MAX_VALUE))))
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void without_it_a_topic_keeps_what_the_log_has_and_dead_letters_three_days() {
        assertThat(millis("t", Map.of())).isZero();
        assertThat(millis("t", Map.of("reserve.time", "-1"))).isZero();
        assertThat(millis("t", Map.of("reserve.time", "soon"))).isZero();
        assertThat(millis("%DLQ%g", Map.of())).isEqualTo(TimeUnit.DAYS.toMillis(3));
        assertThat(millis("%DLQ%g", Map.of("reserve.time", "1"))).isEqualTo(TimeUnit.HOURS.toMillis(1));
        assertThat(reserve.millis("unknown")).isZero();
        deadLetterHours = 0;
        assertThat(millis("%DLQ%g", Map.of())).isZero();
    }
}
