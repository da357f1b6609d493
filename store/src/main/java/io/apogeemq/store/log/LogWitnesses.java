package io.apogeemq.store.log;

import io.apogeemq.store.checkpoint.Checkpoint;
import io.apogeemq.store.queue.LastRecord;
import io.apogeemq.store.queue.QueueMarks;
import io.apogeemq.store.queue.QueueRecovery;
import io.apogeemq.store.segment.LogDirectories;
import io.apogeemq.store.segment.Segment;
import io.apogeemq.store.segment.SegmentList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the rest of a store says of its log. A log that is not there, or ends before what is known of it, is a disk that is
 * not mounted, another storePathCommitLog, or a copy from earlier: who began it anew, or went on at its end, would give
 * messages numbers that consumers have behind them, and they would never be consumed. So the start is refused.
 */
public final class LogWitnesses {
    private static final int PIECE = 64 << 10;

    private final Path root;
    private final LogDirectories directories;
    private final QueueRecovery queues;
    private final @Nullable Checkpoint checkpoint;
    private final QueueMarks.@Nullable State noted;

    /**
     * @param checkpoint null when there is none
     * @param noted what the queue marks say, if there are any
     */
    public LogWitnesses(
            Path root,
            LogDirectories directories,
            QueueRecovery queues,
            @Nullable Checkpoint checkpoint,
            QueueMarks.@Nullable State noted) {
        this.root = root;
        this.directories = directories;
        this.queues = queues;
        this.checkpoint = checkpoint;
        this.noted = noted;
    }

    /** What they miss in the log and what to do, in one line; empty when nothing is missing. Changes nothing. */
    public Optional<String> miss(SegmentList segments) throws IOException {
        String source = noted == null ? "checkpoint" : "apogee/queues";
        long known = noted == null ? positionOfCheckpoint() : noted.position();
        LastRecord last = noted == null ? queues.findLast() : noted.last();
        if (segments.isEmpty()) {
            if (known == 0 && last == null && (checkpoint == null || checkpoint.logMillis() == 0)) {
                return Optional.empty();
            }
            String what = known > 0
                    ? "by " + source + " it had come to position " + known
                    : last != null
                            ? "its queues know of a message at position " + last.position()
                            : "by checkpoint it had messages";
            return refuse("there is no file of the log, and " + what);
        }
        long end = segments.last().end();
        if (known > end) {
            return refuse("the last file of the log ends at position " + end + ", and by " + source
                    + " it had come to position " + known);
        }
        if (last != null && last.position() >= end) {
            return refuse("the last file of the log ends at position " + end
                    + ", and its queues know of a message at position " + last.position());
        }
        if (last != null && noted != null && isEmpty(segments, last)) {
            return refuse("the log has nothing at position " + last.position()
                    + ", where its queues know of a message that was safe on the disk, so it is older than they are");
        }
        return Optional.empty();
    }

    private long positionOfCheckpoint() {
        return checkpoint == null ? 0 : checkpoint.queuePosition();
    }

    private Optional<String> refuse(String what) {
        return Optional.of(what + ": bring back what is missing in " + directories
                + " (is its disk mounted? is storePathCommitLog as it was?). To go on without it, move consumequeue,"
                + " checkpoint and apogee out of " + root + ": queues are then made from what the log has");
    }

    private static boolean isEmpty(SegmentList segments, LastRecord record) throws IOException {
        Segment segment = segments.find(record.position());
        if (segment == null) {
            return false;
        }
        int at = (int) (record.position() - segment.start());
        int end = (int) Math.min(segment.length(), (long) at + record.length());
        ByteBuffer bytes = ByteBuffer.allocate(PIECE);
        while (at < end) {
            bytes.clear().limit(Math.min(PIECE, end - at));
            int read = segment.read(bytes, at);
            for (int i = 0; i < read; i++) {
                if (bytes.get(i) != 0) {
                    return false;
                }
            }
            at += Math.max(1, read);
        }
        return true;
    }
}
