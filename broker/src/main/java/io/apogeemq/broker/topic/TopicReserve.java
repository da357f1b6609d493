package io.apogeemq.broker.topic;

import io.apogeemq.protocol.body.TopicRecord;
import io.apogeemq.protocol.message.TopicNames;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How long a topic keeps its messages. The attribute {@code reserve.time} counts hours, as {@code fileReservedTime} does:
 * RocketMQ 5.5 checks that it is -1 or more and names no unit; of the units it may mean, hours is the one that never
 * takes messages away too early. Without one, dead letters are kept for three days and all else as long as the log.
 */
public final class TopicReserve {
    private static final String ATTRIBUTE = "reserve.time";
    private static final long DEAD_LETTER_MILLIS = TimeUnit.DAYS.toMillis(3);

    private final Function<String, @Nullable TopicRecord> topics;

    /** @param topics finds a topic by name; on any thread */
    public TopicReserve(Function<String, @Nullable TopicRecord> topics) {
        this.topics = topics;
    }

    /** In ms; 0: as long as the log. Any thread. */
    public long millis(String name) {
        TopicRecord topic = topics.apply(name);
        String text = topic == null ? null : topic.attributes().get(ATTRIBUTE);
        if (text != null) {
            try {
                long hours = Long.parseLong(text.trim());
                if (hours > 0) {
                    return TimeUnit.HOURS.toMillis(hours);
                }
            } catch (NumberFormatException e) {
                // written into the file by hand; keeping too long is the better mistake
                return 0;
            }
        }
        return TopicNames.isDeadLetter(name) ? DEAD_LETTER_MILLIS : 0;
    }
}
