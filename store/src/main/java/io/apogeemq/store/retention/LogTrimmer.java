package io.apogeemq.store.retention;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.store.segment.Segment;
import io.apogeemq.store.segment.SegmentFiles;
import io.apogeemq.store.segment.SegmentList;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the log's oldest file. A file is as old as its youngest message, and that is no younger than the first message
 * behind the file; so its age survives copies and restarts, which a file's own date does not.
 *
 * <p>A file goes from the directory at once. Who still reads it keeps it, and its space, until the last lease is back; then
 * its memory is given back too.
 */
@OwnedBy("disk")
final class LogTrimmer {
    private static final Logger log = LoggerFactory.getLogger(LogTrimmer.class);

    private final SegmentFiles files;
    private final SegmentList segments;
    private final Clock clock;
    private final RecordReader record = new RecordReader();
    private final ArrayDeque<Gone> lingering = new ArrayDeque<>();

    /** A file without a name that somebody still reads. */
    private record Gone(Segment segment, long deletedMillis, boolean warned) {}

    LogTrimmer(SegmentFiles files, SegmentList segments, Clock clock) {
        this.files = files;
        this.segments = segments;
        this.clock = clock;
    }

    /** The one that would go next. */
    Segment oldest() {
        return segments.first();
    }

    boolean hasOld() {
        return segments.count() > 1;
    }

    /**
     * How long ago the oldest file got its last message, in ms; -1 when nothing tells.
     *
     * @param below what lies behind may just be written
     */
    long ageOfOldest(long below) {
        List<Segment> all = segments.all();
        for (Segment later : all.subList(1, all.size())) {
            long millis = later.start() < below ? firstStoreMillis(later) : -1;
            if (millis > 0) {
                return Math.max(0, clock.millis() - millis);
            }
        }
        return -1;
    }

    private long firstStoreMillis(Segment segment) {
        if (!segment.lease()) {
            return -1;
        }
        try {
            segment.requireRecord(0, segment.length());
            boolean found = record.read(segment.view(), 0, segment.length()) == RecordReader.Found.RECORD
                    && record.position() == segment.start();
            return found ? record.storeMillis() : -1;
        } catch (IOException e) {
            // the next file tells as well; whoever reads this one says that it cannot be read
            log.debug("{} does not tell its age", segment, e);
            return -1;
        } finally {
            segment.release();
        }
    }

    void deleteOldest(String why) throws IOException {
        Segment gone = segments.first();
        // held until it is out of the list: who finds it there can read it
        boolean held = gone.lease();
        try {
            // as long as it may still have its name it stays in the list: behind it none may go
            files.delete(gone);
            segments.removeFirst();
        } finally {
            if (held) {
                gone.release();
            }
        }
        log.info("{} is deleted: {}", gone, why);
        if (gone.isLeased()) {
            lingering.add(new Gone(gone, clock.millis(), false));
        }
    }

    /** Bytes of deleted files that readers still hold. */
    long lingeringBytes() {
        lingering.removeIf(each -> !each.segment.isLeased());
        return lingering.stream().mapToLong(each -> each.segment.length()).sum();
    }

    /** Names the files that are read for longer than that after they were deleted. */
    void warnOfLingering(long millis) {
        int count = lingering.size();
        for (int i = 0; i < count; i++) {
            Gone each = lingering.remove();
            if (!each.segment.isLeased()) {
                continue;
            }
            boolean late = !each.warned && clock.millis() - each.deletedMillis >= millis;
            if (late) {
                log.warn(
                        "{} was deleted {} s ago and is still being sent to a consumer; its {} bytes are free when that"
                                + " ends or its connection is closed",
                        each.segment,
                        (clock.millis() - each.deletedMillis) / 1000,
                        each.segment.length());
            }
            lingering.add(late ? new Gone(each.segment, each.deletedMillis, true) : each);
        }
    }

    /** Bytes of the log's files. */
    long length() {
        return (long) segments.count() * files.length();
    }

    /** Where the log begins. */
    long start() {
        return segments.first().start();
    }
}
