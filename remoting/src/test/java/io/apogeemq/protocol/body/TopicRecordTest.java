package io.apogeemq.protocol.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicRecordTest {
    private static final TopicRecord ONE =
            new TopicRecord(Map.of("k", "v"), false, 6, 8, TopicFilterType.SINGLE_TAG, "t", 0, 8);

    @Test
    void topics_are_the_same_when_all_that_is_said_of_them_is() {
        List<TopicRecord> others = List.of(
                new TopicRecord(Map.of("k", "w"), false, 6, 8, TopicFilterType.SINGLE_TAG, "t", 0, 8),
                new TopicRecord(Map.of("k", "v"), true, 6, 8, TopicFilterType.SINGLE_TAG, "t", 0, 8),
                new TopicRecord(Map.of("k", "v"), false, 4, 8, TopicFilterType.SINGLE_TAG, "t", 0, 8),
                new TopicRecord(Map.of("k", "v"), false, 6, 9, TopicFilterType.SINGLE_TAG, "t", 0, 8),
                new TopicRecord(Map.of("k", "v"), false, 6, 8, TopicFilterType.MULTI_TAG, "t", 0, 8),
                new TopicRecord(Map.of("k", "v"), false, 6, 8, TopicFilterType.SINGLE_TAG, "u", 0, 8),
                new TopicRecord(Map.of("k", "v"), false, 6, 8, TopicFilterType.SINGLE_TAG, "t", 1, 8),
                new TopicRecord(Map.of("k", "v"), false, 6, 8, TopicFilterType.SINGLE_TAG, "t", 0, 9));

        assertThat(others)
                .hasSize(TopicRecord.class.getRecordComponents().length)
                .doesNotContain(ONE);
        TopicRecord same = new TopicRecord(Map.of("k", "v"), false, 6, 8, TopicFilterType.SINGLE_TAG, "t", 0, 8);
        assertThat(same).isEqualTo(ONE).hasSameHashCodeAs(ONE);
    }
}
