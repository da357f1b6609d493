package io.apogeemq.store;

import io.apogeemq.store.checkpoint.Checkpoint;
import io.apogeemq.store.checkpoint.TableFile;
import io.apogeemq.store.disk.Disk;
import io.apogeemq.store.disk.DiskFile;
import io.apogeemq.store.queue.QueueMarks;
import io.apogeemq.store.segment.Segment;
import io.apogeemq.store.segment.SegmentFiles;
import io.apogeemq.store.segment.SegmentList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has to be done to the log of a store that follows before it can follow: its end goes, which its leader does not have,
 * or it begins elsewhere than at 0. Positions of a log that is at work only grow, so it is wished for while the store is open
 * and done by the next open, before anything is read. A crash at any time leaves the wish, and it is done again.
 *
 * <p>What is cut is copied to a file of its own first, and that is durable, and named in the log, before anything is cut.
 *
 * @param isCut whether the end goes; otherwise an empty log begins there
 * @param position where the log ends afterwards, or begins
 * @param end where it ended before
 * @param copy the file in {@code apogee} that has what is cut
 */
record Realignment(boolean isCut, long position, long end, String copy) {
    private static final Logger log = LoggerFactory.getLogger(Realignment.class);
    private static final String CUT = "cut";
    private static final String BEGIN = "begin";
    private static final int PIECE = 1 << 20;

    private static TableFile file(Disk disk, Path root) {
        return new TableFile(disk, directory(root), "realignment");
    }

    private static Path directory(Path root) {
        return root.resolve("apogee");
    }

    static Realignment cut(long position, long end, long nowMillis) {
        return new Realignment(true, position, end, "cut-" + position + "-" + end + "-" + nowMillis);
    }

    static Realignment begin(long position) {
        return new Realignment(false, position, position, "");
    }

    /** Notes it for the next open; durable on return. */
    void wish(Disk disk, Path root) throws IOException {
        disk.createDirectories(directory(root));
        file(disk, root)
                .save(isCut ? CUT + " " + position + " " + end + " " + copy + "\n" : BEGIN + " " + position + "\n");
    }

    /** What was wished for; null for nothing. */
    static @Nullable Realignment wished(Disk disk, Path root) throws IOException {
        if (!disk.exists(file(disk, root).path())) {
            return null;
        }
        return file(disk, root).load(Realignment::parse);
    }

    private static Realignment parse(String text) {
        String[] parts = text.strip().split(" ");
        if (parts.length == 4 && parts[0].equals(CUT)) {
            return new Realignment(true, Long.parseLong(parts[1]), Long.parseLong(parts[2]), parts[3]);
        }
        if (parts.length == 2 && parts[0].equals(BEGIN)) {
            return begin(Long.parseLong(parts[1]));
        }
        throw new IllegalArgumentException("neither cut nor begin");
    }

    /** The store is whole again. */
    static void done(Disk disk, Path root) throws IOException {
        file(disk, root).delete();
    }

    // ---- the next open

    void perform(
            Disk disk, Path root, SegmentFiles files, SegmentList segments, QueueMarks marks, Checkpoint checkpoint)
            throws IOException {
        if (isCut) {
            save(disk, root, segments);
            cut(files, segments);
            checkpoint.distrustQueues(Math.min(checkpoint.queuePosition(), position));
        } else {
            beginThere(files, segments);
        }
        marks.forget();
    }

    private void save(Disk disk, Path root, SegmentList segments) throws IOException {
        Path saved = directory(root).resolve(copy);
        if (disk.exists(saved)) {
            return;
        }
        Path unfinished = directory(root).resolve(copy + ".tmp");
        disk.delete(unfinished);
        try (DiskFile target = disk.create(unfinished, end - position)) {
            ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
            for (long at = position; at < end; at += piece.limit()) {
                Segment segment = segments.find(at);
                if (segment == null) {
                    throw new IOException("the log has no file for the position " + at + ", which is to be cut");
                }
                piece.clear().limit((int) Math.min(PIECE, Math.min(end, segment.end()) - at));
                while (piece.hasRemaining()) {
                    if (segment.read(piece, (int) (at - segment.start()) + piece.position()) <= 0) {
                        throw new IOException(segment + " is shorter than it should be");
                    }
                }
                target.write(piece.flip(), at - position);
            }
            target.force();
        }
        disk.rename(unfinished, saved);
        disk.forceDirectory(directory(root));
        log.warn(
                "the log is cut at {}: what it had from there to {}, and its master has not, is kept in {}",
                position,
                end,
                saved);
    }

    private void cut(SegmentFiles files, SegmentList segments) throws IOException {
        while (segments.count() > 1 && segments.last().start() >= position) {
            files.delete(segments.removeLast());
        }
        Segment last = segments.last();
        if (position < last.end()) {
            last.cut((int) Math.max(0, position - last.start()));
        }
    }

    private void beginThere(SegmentFiles files, SegmentList segments) throws IOException {
        if (segments.count() == 1 && segments.first().start() == position) {
            return;
        }
        if (!segments.isEmpty() && segments.first().view().getLong(0) != 0) {
            throw new IOException("the log has messages, it cannot begin at " + position);
        }
        while (!segments.isEmpty()) {
            files.delete(segments.removeLast());
        }
        segments.add(files.create(position));
        log.info("the log begins at {}, where its master's begins", position);
    }
}
