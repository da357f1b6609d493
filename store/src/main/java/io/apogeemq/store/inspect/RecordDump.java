package io.apogeemq.store.inspect;

import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.PropertyKey;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.protocol.message.SysFlag;
import io.apogeemq.store.log.LogCheck;
import io.apogeemq.store.segment.SegmentList;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Prints records of the log, one a line, with tabs between: for people and for {@code cut} and {@code sort}. One thread. */
public final class RecordDump {
    private static final String HEAD =
            "position\ttopic\tqueue\toffset\tlength\tstored\tborn\tbornHost\tkind\tbodyLength\ttags\tkeys\tuniqueId";

    private final Wish wish;
    private final PrintStream out;
    private final MessageProperties properties = new MessageProperties();
    private long count;

    public RecordDump(Wish wish, PrintStream out) {
        this.wish = wish;
        this.out = out;
    }

    /**
     * Which records.
     *
     * @param topic null: of all
     * @param queueId -1: of all
     * @param from offsets in their queue from there on
     * @param position begins in the log there; -1: at its beginning
     * @param count at most so many
     */
    public record Wish(@Nullable String topic, int queueId, long from, long position, long count) {}

    /** @return how many were printed */
    public long print(SegmentList segments) throws IOException {
        out.println(HEAD);
        if (segments.isEmpty() || wish.count() == 0) {
            return 0;
        }
        long from = Math.max(wish.position(), segments.first().start());
        new LogCheck(segments).walk(from, new LogCheck.Visitor() {
            @Override
            public boolean record(RecordReader record, long position) {
                if (isWished(record)) {
                    count++;
                    print(record, position);
                }
                return count < wish.count();
            }

            @Override
            public void damage(long damaged, long sound) {
                out.println(damaged + "\t# nothing whole from here to " + sound);
            }
        });
        return count;
    }

    private boolean isWished(RecordReader record) {
        String topic = wish.topic();
        return (topic == null || record.isOfTopic(topic))
                && (wish.queueId() < 0 || record.queueId() == wish.queueId())
                && record.queueOffset() >= wish.from();
    }

    private void print(RecordReader record, long position) {
        record.properties(properties);
        out.println(String.join(
                "\t",
                Long.toString(position),
                record.topic(),
                Integer.toString(record.queueId()),
                Long.toString(record.queueOffset()),
                Integer.toString(record.length()),
                Instant.ofEpochMilli(record.storeMillis()).toString(),
                Instant.ofEpochMilli(record.bornMillis()).toString(),
                record.bornHost().getAddress().getHostAddress() + ":"
                        + record.bornHost().getPort(),
                kind(record.sysFlag()),
                Integer.toString(record.bodyLength()),
                property(PropertyKey.TAGS),
                property(PropertyKey.KEYS),
                property(PropertyKey.UNIQUE_ID)));
    }

    private static String kind(int sysFlag) {
        return switch (SysFlag.transaction(sysFlag)) {
            case SysFlag.TRANSACTION_PREPARED -> "half";
            case SysFlag.TRANSACTION_COMMIT -> "committed";
            case SysFlag.TRANSACTION_ROLLBACK -> "rolled back";
            default -> "normal";
        };
    }

    private String property(String name) {
        return Objects.requireNonNullElse(properties.get(name), "-").replaceAll("[\\t\\n\\r]", " ");
    }
}
