package io.apogeemq.store.segment;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Places of the log whose bytes are not what was written. Each is told to the operator once, however often it is read.
 * Any thread.
 */
public final class DamagedPlaces {
    private static final Logger log = LoggerFactory.getLogger(DamagedPlaces.class);

    /** A disk that fails everywhere must not fill the memory too. */
    private static final int MOST_KEPT = 10_000;

    private final ConcurrentSkipListMap<Long, Place> places = new ConcurrentSkipListMap<>();

    /**
     * One range of the log.
     *
     * @param file where it lies
     * @param position of its first byte in the log
     * @param length in bytes
     * @param topic whose message it was, as far as that can still be told
     * @param what is wrong there
     */
    public record Place(
            String file,
            long position,
            long length,
            @Nullable String topic,
            String what) {}

    /** Notes a place, and tells the operator when it is new. */
    public void found(Segment segment, long position, long length, @Nullable String topic, String what) {
        if (places.size() >= MOST_KEPT) {
            return;
        }
        Place place = new Place(segment.toString(), position, length, topic, what);
        if (places.putIfAbsent(position, place) == null) {
            log.error(
                    "{} is damaged from position {}, {} bytes, topic {}: {}; it is not delivered, everything else is",
                    place.file(),
                    position,
                    length,
                    topic == null ? "unknown" : topic,
                    what);
        }
    }

    /** Whether the record that begins there is known to be damaged. */
    public boolean isAt(long position) {
        return !places.isEmpty() && places.containsKey(position);
    }

    /** All that were found since the start, in order of position. */
    public Collection<Place> all() {
        return List.copyOf(places.values());
    }
}
