package io.apogeemq.store.inspect;

import io.apogeemq.store.disk.Disk;
import io.apogeemq.store.disk.DiskFile;
import io.apogeemq.store.queue.QueueMarks;
import io.apogeemq.store.segment.LogDirectories;
import io.apogeemq.store.segment.SegmentFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the files of a store lie and how long they are, told from the files: whoever looks needs no broker's settings.
 *
 * @param segmentLength of a file of the log; 0 when there is none
 * @param queueFileLength of a file of a queue
 */
public record StoreShape(Path root, LogDirectories log, int segmentLength, int queueFileLength) {
    private static final int USUAL_QUEUE_FILE_LENGTH = 6_000_000;

    public static StoreShape of(Disk disk, Path root, LogDirectories log) throws IOException {
        return new StoreShape(root, log, lengthOfFirst(disk, log.all()), queueFileLength(disk, root));
    }

    private static int queueFileLength(Disk disk, Path root) throws IOException {
        QueueMarks.State noted = new QueueMarks(disk, root.resolve("apogee")).load();
        if (noted != null && noted.fileLength() > 0) {
            return noted.fileLength();
        }
        Path queues = root.resolve("consumequeue");
        for (String topic : disk.list(queues)) {
            for (String queue : disk.list(queues.resolve(topic))) {
                int length = lengthOfFirst(disk, List.of(queues.resolve(topic).resolve(queue)));
                if (length > 0) {
                    return length;
                }
            }
        }
        return USUAL_QUEUE_FILE_LENGTH;
    }

    /** 0 when there is none. */
    private static int lengthOfFirst(Disk disk, List<Path> directories) throws IOException {
        for (Path directory : directories) {
            for (String name : disk.list(directory)) {
                int length = SegmentFiles.isName(name) ? lengthOf(disk, directory.resolve(name)) : 0;
                if (length > 0) {
                    return length;
                }
            }
        }
        return 0;
    }

    private static int lengthOf(Disk disk, Path path) throws IOException {
        try (DiskFile file = disk.open(path)) {
            return Math.toIntExact(file.length());
        }
    }
}
