package org.apache.rocketmq.client.consumer.store;

/** An offset that can be frozen. Any thread. */
public class ControllableOffset {
    private long value;
    private boolean frozen;

    public ControllableOffset(long value) {
        this.value = value;
    }

    /** @param increaseOnly a smaller target is ignored */
    public synchronized void update(long target, boolean increaseOnly) {
        if (!frozen && (!increaseOnly || target > value)) {
            value = target;
        }
    }

    public void update(long target) {
        update(target, false);
    }

    /** Sets it; no later update changes it. */
    public synchronized void updateAndFreeze(long target) {
        value = target;
        frozen = true;
    }

    public synchronized long getOffset() {
        return value;
    }
}
