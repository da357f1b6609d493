package io.apogeemq.broker.pop;

import io.apogeemq.broker.group.ConsumerOffsets;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How far a group has been handed the messages of one queue. One pop at a time holds it. The group's offset, which others see
 * and the file keeps, follows when the log of pops is on disk so far: what a loss of power takes from that log is handed out
 * again. When somebody else sets the group's offset, that counts. Any thread.
 */
final class PopQueue {
    /** Where it lies: the keeper's key. */
    record Name(String group, String topic, int queueId) {}

    private final Name name;
    private final AtomicBoolean held = new AtomicBoolean();
    private final OrderedOut ordered = new OrderedOut();
    private long next = -1;
    /** What the group's offset was when it was last looked at or set here. */
    private long known = -1;

    PopQueue(Name name) {
        this.name = name;
    }

    Name name() {
        return name;
    }

    OrderedOut ordered() {
        return ordered;
    }

    boolean hold() {
        return held.compareAndSet(false, true);
    }

    boolean isHeld() {
        return held.get();
    }

    void letGo() {
        held.set(false);
    }

    /** Where the next pop begins; -1 when the group has no offset yet. */
    synchronized long next(ConsumerOffsets offsets) {
        long committed = offsets.find(name.topic, name.group, name.queueId);
        if (committed != known || next < 0) {
            known = committed;
            next = committed;
        }
        return next;
    }

    synchronized void advance(long to) {
        next = to;
    }

    /** What lies before is told in the log of pops, and that is on disk. False when no further offset can be kept. */
    synchronized boolean commit(long to, ConsumerOffsets offsets) {
        if (offsets.find(name.topic, name.group, name.queueId) != known || to <= known) {
            return true;
        }
        known = to;
        return offsets.set(name.topic, name.group, name.queueId, to);
    }
}
