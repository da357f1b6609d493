package io.apogeemq.broker.transaction;

import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.PropertyKey;
import io.apogeemq.protocol.message.RecordReader;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A half message that neither was committed nor rolled back, as far as it has to be in memory. */
final class Half {
    /** How often its producer was asked. */
    static final String CHECKS = "TRANSACTION_CHECK_TIMES";
    /** The producer wants not to be asked before so many seconds. */
    static final String IMMUNITY_SECONDS = "CHECK_IMMUNITY_TIME_IN_SECONDS";

    /** Where in the half queue it was first, of one that was appended again. */
    static final String ORIGIN = "TRAN_PREPARED_QUEUE_OFFSET";

    private static final long MOST_IMMUNITY_SECONDS = Integer.MAX_VALUE;

    final long offset;
    final long position;
    final String group;
    final long bornMillis;
    final long storeMillis;
    final int checks;
    /** -1 when the producer said nothing. */
    final long immunityMillis;
    /** Its first offset: the same as {@link #offset} until it is appended again. Its producer may still name it so. */
    final long origin;

    /** When something is to be done about it next. */
    long dueMillis;

    /** Set while its end, or its next life, is on the way into the log. */
    @Nullable
    CompletableFuture<?> underWay;

    Half(
            long offset,
            long position,
            String group,
            long bornMillis,
            long storeMillis,
            int checks,
            long immunityMillis,
            long origin) {
        this.offset = offset;
        this.position = position;
        this.group = group;
        this.bornMillis = bornMillis;
        this.storeMillis = storeMillis;
        this.checks = checks;
        this.immunityMillis = immunityMillis;
        this.origin = origin;
    }

    static Half of(RecordReader record, MessageProperties properties) {
        record.properties(properties);
        String group = properties.get(PropertyKey.PRODUCER_GROUP);
        long immunity = number(properties.get(IMMUNITY_SECONDS), MOST_IMMUNITY_SECONDS);
        long origin = number(properties.get(ORIGIN), record.queueOffset());
        return new Half(
                record.queueOffset(),
                record.position(),
                group == null ? "" : group,
                record.bornMillis(),
                record.storeMillis(),
                (int) Math.max(0, number(properties.get(CHECKS), Integer.MAX_VALUE)),
                immunity < 0 ? -1 : immunity * 1000,
                origin < 0 ? record.queueOffset() : origin);
    }

    /** What the text says, at most so much; -1 when it is no number. */
    static long number(@Nullable String text, long most) {
        return text == null || !text.matches("[0-9]{1,18}") ? -1 : Math.min(most, Long.parseLong(text));
    }
}
