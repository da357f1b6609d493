package io.apogeemq.store.retention;

import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.store.queue.ConsumeQueue;
import io.apogeemq.store.queue.QueueFiles;
import io.apogeemq.store.queue.QueueUnit;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Moves the minimum of queues up to the first message that is still kept. */
@OwnedBy("disk")
final class QueueTrimmer {
    private final QueueFiles files;
    private final ByteBuffer unit = ByteBuffer.allocate(QueueUnit.UNIT_LENGTH);

    QueueTrimmer(QueueFiles files) {
        this.files = files;
    }

    /**
     * Raises the minimum to the first message that lies at or behind the position.
     *
     * @return whether there are now files that hold nothing else than what is gone
     */
    boolean raise(ConsumeQueue queue, long position) throws IOException {
        if (queue.isDeleted()) {
            return false;
        }
        // max first: min never passes it
        long max = queue.maxOffset();
        long min = queue.minOffset();
        if (min >= max || positionOf(queue, min) >= position) {
            return false;
        }
        long low = min + 1;
        long high = max;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (positionOf(queue, middle) < position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        queue.raiseMinOffset(low);
        return files.fileStart(low) > files.fileStart(min);
    }

    /** @throws IOException also when its file is missing: a start has to see to that */
    long positionOf(ConsumeQueue queue, long offset) throws IOException {
        if (queue.read(offset, 1, unit) == 0) {
            throw new IOException("there is no file with its unit " + offset);
        }
        return QueueUnit.position(unit, 0);
    }

    /** Deletes the files below the minimum. */
    int deleteFiles(ConsumeQueue queue) throws IOException {
        return queue.isDeleted() ? 0 : files.deleteBelowMinimum(queue);
    }
}
