package io.apogeemq.client.consume.queue;

import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.protocol.body.BrokerQueue;

/**
 * A queue that this consumer consumes now: where it is to be pulled from next, what is held of it, and whether it is ours.
 *
 * <pre>
 *   (new) --start offset known--> ACTIVE --assigned elsewhere, unsubscribed, offset moved--> DROPPED --let go--> GONE
 * </pre>
 *
 * A dropped queue stays until no listener is at it any more, and knows how it parts: what was decided once holds for every
 * later try to let it go. A queue that comes back is a new object, and offsets are kept by the queue's name: what was under
 * way for the old object counts only until it is gone.
 */
@OwnedBy("the consumer's loop")
public final class AssignedQueue {
    /** What becomes of the offset of a queue that goes. */
    public enum Parting {
        STORE_OFFSET,
        /** Somebody else may have moved it: ours is old. */
        FORGET_OFFSET
    }

    private final BrokerQueue queue;
    private final HeldMessages held = new HeldMessages();
    private long nextOffset;
    private long polledTo = -1;
    private boolean pullUnderWay;
    private boolean pullTimed;
    private long lastPullMillis;
    private long lastConsumeMillis;

    /** Read by listeners' threads between two messages. */
    private volatile boolean dropped;

    private Parting parting = Parting.STORE_OFFSET;
    private boolean gone;

    /** Until when the lock at the broker is trusted, by the monotonic clock; read by listeners' threads. */
    private volatile long lockedUntilNanos;

    private volatile boolean locked;
    private long lastLockMillis;
    private int triedUnlocks;

    public AssignedQueue(BrokerQueue queue, long nextOffset, long nowMillis) {
        this.queue = queue;
        this.nextOffset = nextOffset;
        this.lastPullMillis = nowMillis;
        this.lastConsumeMillis = nowMillis;
    }

    public BrokerQueue queue() {
        return queue;
    }

    public HeldMessages held() {
        return held;
    }

    public long nextOffset() {
        return nextOffset;
    }

    public void goOnAt(long offset) {
        this.nextOffset = offset;
    }

    /** Up to where the program has asked for the messages, where it asks for them; -1 while it has not. */
    public long polledTo() {
        return polledTo;
    }

    public void polledTo(long offset) {
        polledTo = offset;
    }

    public boolean dropped() {
        return dropped;
    }

    /** No more pulls, and no more messages for listeners. An offset that is to be forgotten is never stored later. */
    public void drop(Parting how) {
        dropped = true;
        if (how == Parting.FORGET_OFFSET) {
            parting = how;
        }
    }

    /** How the queue parts, or would if it went now. */
    public Parting parting() {
        return parting;
    }

    /** Listeners' results count no more: the name may belong to another object from now on. */
    public void leave() {
        dropped = true;
        gone = true;
    }

    public boolean gone() {
        return gone;
    }

    /** Whether a pull waits for its answer, or for its start offset. */
    public boolean pullUnderWay() {
        return pullUnderWay;
    }

    public void pullBegins(long nowMillis) {
        pullUnderWay = true;
        lastPullMillis = nowMillis;
    }

    public void pullEnds() {
        pullUnderWay = false;
    }

    /** Whether a timer will pull again. */
    public boolean pullTimed() {
        return pullTimed;
    }

    public void timePull(boolean timed) {
        this.pullTimed = timed;
    }

    public long lastPullMillis() {
        return lastPullMillis;
    }

    public long lastConsumeMillis() {
        return lastConsumeMillis;
    }

    public void consumedAt(long nowMillis) {
        lastConsumeMillis = nowMillis;
    }

    /** Whether the broker's lock is ours, as far as we can know at that time. Any thread. */
    public boolean holdsLock(long nowNanos) {
        return locked && lockedUntilNanos - nowNanos > 0;
    }

    public boolean locked() {
        return locked;
    }

    public void lockedUntil(long untilNanos, long nowMillis) {
        lockedUntilNanos = untilNanos;
        lastLockMillis = nowMillis;
        locked = true;
    }

    public void unlocked() {
        locked = false;
    }

    public long lastLockMillis() {
        return lastLockMillis;
    }

    public int triedUnlocks() {
        return triedUnlocks;
    }

    public void triesUnlock() {
        triedUnlocks++;
    }

    @Override
    public String toString() {
        return queue.toString();
    }
}
