package io.apogeemq.client.consume.queue;

import io.apogeemq.client.core.ReceivedMessage;
import io.apogeemq.concurrent.OwnedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Messages of one queue that were pulled and are not done with, in the order of their offsets. A ring: pulls append,
 * listeners finish in any order and leave holes, and the head moves over holes. The first message still held is the offset
 * that may be stored: everything before it is done.
 *
 * <pre>
 *        head                      taken                        end
 *   ------|--------------------------|---------------------------|------
 *   done  | given to an orderly      | waiting                   |
 *         | listener, not committed  |                           |
 * </pre>
 *
 * Concurrent consumption never takes; it finishes single messages. Orderly consumption takes from the front, and then
 * commits all that is taken or puts it back.
 */
@OwnedBy("the consumer's loop")
public final class HeldMessages {
    private static final int FIRST_CAPACITY = 64;

    private @Nullable ReceivedMessage[] slots = new ReceivedMessage[FIRST_CAPACITY];
    private long[] offsets = new long[FIRST_CAPACITY];

    /** Slots are numbered from 0 up without end; a slot lies at its number modulo the capacity. */
    private long head;

    private long taken;
    private long end;
    private int count;
    private long bytes;
    private long lastOffset = -1;

    /** Messages held. */
    public int count() {
        return count;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /** Bytes of the bodies held. */
    public long bytes() {
        return bytes;
    }

    /** How far the last message held is from the first, in offsets; 0 when there are none. */
    public long span() {
        return count == 0 ? 0 : offsets[slot(end - 1)] - offsets[slot(head)];
    }

    /** The first message held that is not done with, or null. */
    public @Nullable ReceivedMessage first() {
        return count == 0 ? null : slots[slot(head)];
    }

    /** Offset of the last message held; empty when there are none. */
    public OptionalLong last() {
        return count == 0 ? OptionalLong.empty() : OptionalLong.of(offsets[slot(end - 1)]);
    }

    /** Messages an orderly listener got that are not committed. */
    public int takenCount() {
        int inHand = 0;
        for (long at = head; at < taken; at++) {
            inHand += slots[slot(at)] == null ? 0 : 1;
        }
        return inHand;
    }

    /** Offset of the last message an orderly listener got that is not committed. */
    public OptionalLong lastTaken() {
        return taken == head ? OptionalLong.empty() : OptionalLong.of(offsets[slot(taken - 1)]);
    }

    /** Appends what was pulled; a message not behind the last one was here before and is left out. Returns the new ones. */
    public List<ReceivedMessage> add(List<ReceivedMessage> messages) {
        List<ReceivedMessage> fresh = new ArrayList<>(messages.size());
        for (ReceivedMessage message : messages) {
            if (message.offset() > lastOffset) {
                append(message);
                fresh.add(message);
            }
        }
        return fresh;
    }

    public boolean holds(ReceivedMessage message) {
        long at = find(message.offset());
        return at < end && slots[slot(at)] == message;
    }

    /** One message is done with. Does nothing when it is not held (any more). */
    public void finish(ReceivedMessage message) {
        long at = find(message.offset());
        if (at < end && slots[slot(at)] == message) {
            empty(at);
            skipHoles();
        }
    }

    /** The offset before which everything is done; empty when nothing was ever held. */
    public OptionalLong doneBefore() {
        if (lastOffset < 0) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(count == 0 ? lastOffset + 1 : offsets[slot(head)]);
    }

    /** Takes up to that many of the messages waiting; empty when none are. */
    public List<ReceivedMessage> take(int most) {
        List<ReceivedMessage> batch = new ArrayList<>(Math.min(most, count));
        while (taken < end && batch.size() < most) {
            ReceivedMessage message = slots[slot(taken++)];
            if (message != null) {
                batch.add(message);
            }
        }
        return batch;
    }

    /** Puts what is taken from that offset on back: it waits again, in its place. */
    public void putBackFrom(long offset) {
        taken = Math.min(taken, find(offset));
    }

    /** Puts all that is taken back. */
    public void putBackAll() {
        taken = head;
    }

    /** All that is taken is done with. Returns the offset behind it; empty when nothing is taken. */
    public OptionalLong commit() {
        if (taken == head) {
            return OptionalLong.empty();
        }
        long behind = offsets[slot(taken - 1)] + 1;
        for (long at = head; at < taken; at++) {
            if (slots[slot(at)] != null) {
                empty(at);
            }
        }
        skipHoles();
        return OptionalLong.of(behind);
    }

    /** Forgets everything. */
    public void clear() {
        slots = new ReceivedMessage[FIRST_CAPACITY];
        offsets = new long[FIRST_CAPACITY];
        head = 0;
        taken = 0;
        end = 0;
        count = 0;
        bytes = 0;
        lastOffset = -1;
    }

    private void append(ReceivedMessage message) {
        if (end - head == slots.length) {
            grow();
        }
        slots[slot(end)] = message;
        offsets[slot(end)] = message.offset();
        end++;
        count++;
        bytes += message.bodyLength();
        lastOffset = message.offset();
    }

    private void grow() {
        @Nullable ReceivedMessage[] wider = new ReceivedMessage[slots.length * 2];
        long[] widerOffsets = new long[wider.length];
        for (long at = head; at < end; at++) {
            wider[(int) (at & wider.length - 1)] = slots[slot(at)];
            widerOffsets[(int) (at & wider.length - 1)] = offsets[slot(at)];
        }
        slots = wider;
        offsets = widerOffsets;
    }

    private void empty(long at) {
        ReceivedMessage message = slots[slot(at)];
        if (message != null) {
            count--;
            bytes -= message.bodyLength();
            slots[slot(at)] = null;
        }
    }

    private void skipHoles() {
        while (head < end && slots[slot(head)] == null) {
            head++;
        }
        taken = Math.max(taken, head);
    }

    /** The first slot whose offset is not smaller; {@code end} when all are. */
    private long find(long offset) {
        long low = head;
        long high = end;
        while (low < high) {
            long middle = low + high >>> 1;
            if (offsets[slot(middle)] < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int slot(long number) {
        return (int) (number & slots.length - 1);
    }
}
