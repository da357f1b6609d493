package io.apogeemq.store.read;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where old messages are being read, by queue. Queues whose messages lie side by side are never read at quite the same
 * speed; what the first one has read is kept for those that come behind it, and this says how near they are.
 *
 * <p>Not safe for threads: {@link ReadAhead} calls it under its lock.
 */
final class ReadingPlaces {
    private static final int MOST_KEPT = 256;

    /** Who has not come again while others came so often has stopped, or its consumer is much slower than theirs. */
    private static final long STOPPED_AFTER = 1024;

    private long visits;
    private final Map<Object, Place> places = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Place> eldest) {
            return size() > MOST_KEPT || visits - eldest.getValue().visit > STOPPED_AFTER;
        }
    };

    /** Where one queue is read. */
    private static final class Place {
        private long position;
        private long visit;
    }

    /** The queue is read at that position of the log. */
    void visit(Object queue, long position) {
        Place place = places.computeIfAbsent(queue, absent -> new Place());
        place.position = position;
        place.visit = ++visits;
    }

    /** How many bytes before that position the nearest queue is that comes along; {@link Long#MAX_VALUE}: none does. */
    long distanceTo(long position) {
        long nearest = Long.MAX_VALUE;
        for (Place place : places.values()) {
            if (place.position <= position && visits - place.visit <= STOPPED_AFTER) {
                nearest = Math.min(nearest, position - place.position);
            }
        }
        return nearest;
    }

    /**
     * How far behind that position the last queue is that comes along; 0: none does.
     *
     * @param reach who is farther behind is no matter
     */
    long distanceOfLast(long position, long reach) {
        long farthest = 0;
        for (Place place : places.values()) {
            long distance = position - place.position;
            if (farthest < distance && distance <= reach && visits - place.visit <= STOPPED_AFTER) {
                farthest = distance;
            }
        }
        return farthest;
    }
}
