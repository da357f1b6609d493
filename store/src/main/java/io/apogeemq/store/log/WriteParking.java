package io.apogeemq.store.log;

import io.apogeemq.concurrent.Loop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;

/**
 * Sends that wait for the log to take more: they stand in line, their loops do not. Any thread; the lock is held to add
 * or to take all.
 */
public final class WriteParking {
    private final int most;
    private final ArrayDeque<Parked> parked = new ArrayDeque<>();
    private volatile boolean occupied;

    private record Parked(Loop loop, Runnable retry) {}

    WriteParking(int most) {
        this.most = most;
    }

    /**
     * Runs the task on that loop when the log may take more; it may then find it full again.
     *
     * @return false when too many wait already: refuse the send
     */
    boolean park(Loop loop, Runnable retry, BooleanSupplier mayWrite) {
        synchronized (this) {
            if (parked.size() >= most) {
                return false;
            }
            parked.add(new Parked(loop, retry));
            occupied = true;
        }
        // what it waited for may have come between its try and now
        if (mayWrite.getAsBoolean()) {
            wakeAll();
        }
        return true;
    }

    /** Something has changed for the better, or there is nothing left to wait for. */
    void wakeAll() {
        if (!occupied) {
            return;
        }
        List<Parked> all;
        synchronized (this) {
            all = new ArrayList<>(parked);
            parked.clear();
            occupied = false;
        }
        for (Parked each : all) {
            try {
                each.loop.execute(each.retry);
            } catch (RejectedExecutionException e) {
                // the loop has stopped, and with it the connection whose send this was
            }
        }
    }

    /** How many wait. */
    public int count() {
        synchronized (this) {
            return parked.size();
        }
    }
}
