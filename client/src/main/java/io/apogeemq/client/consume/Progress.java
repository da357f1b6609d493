package io.apogeemq.client.consume;

import io.apogeemq.client.consume.offset.Offsets;
import io.apogeemq.client.consume.queue.AssignedQueue;
import io.apogeemq.client.core.ReceivedMessage;
import io.apogeemq.concurrent.OwnedBy;
import java.util.List;
import java.util.function.Consumer;

/** Notes what is done with: moves the group's offset, and lets pulls go on that paused because too much was held. */
@OwnedBy("the consumer's loop")
final class Progress {
    private final Offsets offsets;
    private final Consumer<AssignedQueue> onRoom;

    /** @param onRoom told when less is held of a queue */
    Progress(Offsets offsets, Consumer<AssignedQueue> onRoom) {
        this.offsets = offsets;
        this.onRoom = onRoom;
    }

    /** Single messages, in any order: the offset never moves back. */
    void finish(AssignedQueue queue, List<ReceivedMessage> messages) {
        if (queue.dropped() || messages.isEmpty()) {
            return;
        }
        messages.forEach(queue.held()::finish);
        queue.held().doneBefore().ifPresent(offset -> offsets.raise(queue.queue(), beyond(queue, offset)));
        onRoom.accept(queue);
    }

    /**
     * All that was taken of an orderly queue. Counts for a dropped queue too: its last listener may still be at it. Whether
     * the offset is stored depends on the lock; what memory holds of a queue that is not gone is its own.
     */
    void commit(AssignedQueue queue) {
        if (queue.gone()) {
            return;
        }
        queue.held().commit().ifPresent(offset -> offsets.set(queue.queue(), beyond(queue, offset)));
        onRoom.accept(queue);
    }

    /** When nothing is held, messages that were pulled behind the last one and that nobody wanted are done with too. */
    private static long beyond(AssignedQueue queue, long offset) {
        return queue.held().isEmpty() ? Math.max(offset, queue.nextOffset()) : offset;
    }
}
