package io.apogeemq.store.queue;

import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.OutgoingRecords;
import io.apogeemq.protocol.message.RecordReader;

/**
 * The eight bytes that a queue unit has beside its message's place: the code of its tags, or, where messages wait, when it is
 * due. The one place that decides it, for a message that comes in, one that a leader sent and one that a start finds in the
 * log. Whoever takes a tag's code for a time delivers the message decades too early. Source: spec messages 9 and 14. Any thread.
 */
public final class UnitCodes {
    public static final long NOT_DELAYED = OutgoingRecords.NOT_DELAYED;

    private final UnitRule rule;

    public UnitCodes(UnitRule rule) {
        this.rule = rule;
    }

    /** Finds out what waits, and how long: what can be said before the store time is known. */
    public void prepare(OutgoingRecords records) {
        for (int i = 0; i < records.count(); i++) {
            boolean mayWait = rule.mayWait(records.topic(i));
            records.delayMillis(i, mayWait ? rule.delayMillis(records.encodedProperties(i)) : NOT_DELAYED);
        }
    }

    /** The code of a prepared record. Under the log's lock, where the store time is given. */
    public static long of(OutgoingRecords records, int index, long storeMillis) {
        return code(records.tagCode(index), records.delayMillis(index), storeMillis);
    }

    /**
     * The code of a record that lies in a log.
     *
     * @param topic the record's
     * @param scratch for its properties
     */
    public long of(RecordReader record, String topic, MessageProperties scratch) {
        record.properties(scratch);
        long delay = rule.mayWait(topic) ? rule.delayMillis(scratch) : NOT_DELAYED;
        return code(scratch.tagCode(), delay, record.storeMillis());
    }

    private static long code(long tagCode, long delayMillis, long storeMillis) {
        return delayMillis < 0 ? tagCode : storeMillis + delayMillis;
    }
}
