package io.apogeemq.store;

import io.apogeemq.store.segment.LogDirectories;
import io.apogeemq.store.segment.LogSpace;
import java.nio.file.Path;

/**
 * Where a store's files lie and how long they are.
 *
 * @param root storePathRootDir
 * @param log storePathCommitLog, readOnlyCommitLogStorePaths
 * @param segmentLength mappedFileSizeCommitLog
 * @param queueFileLength mappedFileSizeConsumeQueue
 * @param mostOpenQueueFiles how many queue files are kept open at once
 * @param space how a log file takes its space
 */
public record StoreFiles(
        Path root, LogDirectories log, int segmentLength, int queueFileLength, int mostOpenQueueFiles, LogSpace space) {

    /** What a store has that is given nothing but its place. */
    public static StoreFiles defaults(Path root) {
        return new StoreFiles(
                root, LogDirectories.of(root.resolve("commitlog")), 1 << 30, 6_000_000, 256, LogSpace.RESERVED);
    }

    /** The same, of other lengths. */
    public StoreFiles withLengths(int newSegmentLength, int newQueueFileLength) {
        return new StoreFiles(root, log, newSegmentLength, newQueueFileLength, mostOpenQueueFiles, space);
    }
}
