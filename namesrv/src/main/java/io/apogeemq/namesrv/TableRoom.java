package io.apogeemq.namesrv;

import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.remoting.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How much memory the tables take, about, and may take. Whoever reaches the port can register brokers, topics and texts: what
 * no longer fits is refused, instead of ending the process for everybody.
 */
@OwnedBy("control")
final class TableRoom {
    static final String KEY = "tableMostBytes";

    /** An entry with its maps, and its share of the answers that are kept encoded. */
    private static final int ENTRY_BYTES = 600;

    private static final int BYTES_PER_LETTER = 2;

    private final LongSupplier most;
    private long used;

    TableRoom(LongSupplier most) {
        this.most = most;
    }

    static long entry(@Nullable String... texts) {
        long bytes = ENTRY_BYTES;
        for (String text : texts) {
            bytes += text == null ? 0 : (long) BYTES_PER_LETTER * text.length();
        }
        return bytes;
    }

    /** Of what is carried as it came: a parsed text. */
    static long tree(@Nullable Object value) {
        if (value instanceof Map<?, ?> members) {
            long bytes = ENTRY_BYTES;
            for (Map.Entry<?, ?> each : members.entrySet()) {
                bytes += tree(each.getKey()) + tree(each.getValue());
            }
            return bytes;
        }
        if (value instanceof List<?> items) {
            return ENTRY_BYTES + items.stream().mapToLong(TableRoom::tree).sum();
        }
        return value instanceof String text ? entry(text) : ENTRY_BYTES;
    }

    /** Why so much more cannot be kept; empty when it can. */
    Optional<Refusal> refuse(long more) {
        if (used + more <= most.getAsLong()) {
            return Optional.empty();
        }
        return Optional.of(new Refusal(
                ResponseCode.SYSTEM_ERROR,
                "the tables of this name server take " + used + " bytes, and may take " + most.getAsLong()
                        + ": " + more
                        + " more are refused; look at who registers so much, or give it more memory or a larger "
                        + KEY));
    }

    void take(long bytes) {
        used += bytes;
    }

    void give(long bytes) {
        used -= bytes;
    }
}
