package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.INT64;

import java.util.Comparator;

/**
 * A version of a table that its owner counts up. Two are the same version only if all three numbers are
 * (spec/requests.md 3).
 *
 * @param stateVersion the owner's role epoch; outranks the counter
 * @param millis when the counter last rose
 */
public record DataVersion(long counter, long stateVersion, long millis) implements Comparable<DataVersion> {
    public static final BodyCodec<DataVersion> BODY = BodyCodec.<DataVersion>table()
            .field("counter", INT64, DataVersion::counter, 0L)
            .field("stateVersion", INT64, DataVersion::stateVersion, 0L)
            .field("timestamp", INT64, DataVersion::millis, 0L)
            .make(in -> new DataVersion(in.next(), in.next(), in.next()));

    /** Before the first change. */
    public static final DataVersion NONE = new DataVersion(0, 0, 0);

    private static final Comparator<DataVersion> ORDER = Comparator.comparingLong(DataVersion::stateVersion)
            .thenComparingLong(DataVersion::counter)
            .thenComparingLong(DataVersion::millis);

    /** The version after one more change at that time. */
    public DataVersion next(long nowMillis) {
        return new DataVersion(counter + 1, stateVersion, nowMillis);
    }

    @Override
    public int compareTo(DataVersion other) {
        return ORDER.compare(this, other);
    }
}
