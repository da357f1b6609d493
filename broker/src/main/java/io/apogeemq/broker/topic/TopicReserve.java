package io.apogeemq.broker.topic;

import io.apogeemq.protocol.body.TopicRecord;
import io.apogeemq.protocol.message.TopicNames;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long a topic keeps its messages. The attribute {@code reserve.time} counts hours, as {@code fileReservedTime} does;
 * less than 1 says nothing. RocketMQ 5.5.0 keeps any value from -1 on, and only its tiered store heeds it, which calls it
 * "file reserved hours". Without the attribute, dead letters are kept for a time of their own and all else as long as the
 * log.
 */
public final class TopicReserve {
    private static final String ATTRIBUTE = "reserve.time";

    private final Function<String, @Nullable TopicRecord> topics;
    private final LongSupplier deadLetterHours;

    /**
     * @param topics finds a topic by name; on any thread
     * @param deadLetterHours 0: as long as the log; on any thread
     */
    public TopicReserve(Function<String, @Nullable TopicRecord> topics, LongSupplier deadLetterHours) {
        this.topics = topics;
        this.deadLetterHours = deadLetterHours;
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
        return TopicNames.isDeadLetter(name) ? TimeUnit.HOURS.toMillis(deadLetterHours.getAsLong()) : 0;
    }
}
