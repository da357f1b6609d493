package io.apogeemq.store.inspect;

import io.apogeemq.store.disk.Disk;
import io.apogeemq.store.disk.DiskFile;
import io.apogeemq.store.segment.SegmentFiles;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where the files of a store lie and how long they are, told from the files: whoever looks needs no broker's settings.
 *
 * @param segmentLength of a file of the log; 0 when there is none
 * @param queueFileLength of a file of a queue
 */
public record StoreShape(Path root, Path logDirectory, int segmentLength, int queueFileLength) {
    private static final int USUAL_QUEUE_FILE_LENGTH = 6_000_000;

    public static StoreShape of(Disk disk, Path root, Path logDirectory) throws IOException {
        return new StoreShape(
                root,
                logDirectory,
                lengthOfFirst(disk, logDirectory, 0),
                queueFileLength(disk, root.resolve("consumequeue")));
    }

    private static int queueFileLength(Disk disk, Path queues) throws IOException {
        for (String topic : disk.list(queues)) {
            for (String queue : disk.list(queues.resolve(topic))) {
                int length = lengthOfFirst(disk, queues.resolve(topic).resolve(queue), 0);
                if (length > 0) {
                    return length;
                }
            }
        }
        return USUAL_QUEUE_FILE_LENGTH;
    }

    private static int lengthOfFirst(Disk disk, Path directory, int otherwise) throws IOException {
        for (String name : disk.list(directory)) {
            if (SegmentFiles.isName(name)) {
                try (DiskFile file = disk.open(directory.resolve(name))) {
                    if (file.length() > 0) {
                        return Math.toIntExact(file.length());
                    }
                }
            }
        }
        return otherwise;
    }
}
