package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.INT64;

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

    /** The version after one more change at that time. */
    public DataVersion next(long nowMillis) {
        return new DataVersion(counter + 1, stateVersion, nowMillis);
    }

    @Override
    public int compareTo(DataVersion other) {
        // written out: the JDK's own comparators are made anew in each process, and a start waits for that
        int order = Long.compare(stateVersion, other.stateVersion);
        order = order != 0 ? order : Long.compare(counter, other.counter);
        return order != 0 ? order : Long.compare(millis, other.millis);
    }
}
