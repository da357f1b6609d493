package org.apache.rocketmq.client.impl.producer;

import io.apogeemq.concurrent.Clock;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.rocketmq.remoting.exception.RemotingTooMuchRequestException;

/**
 * How many asynchronous sends, and how many bytes of bodies, may be under way (spec/client.md 23). It blocks the program's
 * thread, which is what the program asks for when it switches back pressure on. Any thread.
 */
public final class AsyncPermits {
    private static final int FEWEST_SENDS = 10;
    private static final int FEWEST_BYTES = 1 << 20;

    private final Clock clock;
    private final Bound sends = new Bound(1024);
    private final Bound bytes = new Bound(100 << 20);

    AsyncPermits(Clock clock) {
        this.clock = clock;
    }

    /** A semaphore whose number of permits can change while some are taken. */
    private static final class Bound extends Semaphore {
        private static final long serialVersionUID = 1;

        private int permits;

        Bound(int permits) {
            super(permits, true);
            this.permits = permits;
        }

        synchronized void resize(int wanted) {
            if (wanted > permits) {
                release(wanted - permits);
            } else {
                reducePermits(permits - wanted);
            }
            permits = wanted;
        }

        synchronized int permits() {
            return permits;
        }
    }

    public int sends() {
        return sends.permits();
    }

    public void sends(int wanted) {
        sends.resize(Math.max(FEWEST_SENDS, wanted));
    }

    public int bytes() {
        return bytes.permits();
    }

    public void bytes(int wanted) {
        bytes.resize(Math.max(FEWEST_BYTES, wanted));
    }

    /**
     * Waits for room for one send.
     *
     * @throws RemotingTooMuchRequestException when there is none in time; nothing is taken then
     */
    void acquire(int bodyLength, long timeoutMillis) throws RemotingTooMuchRequestException, InterruptedException {
        long until = clock.nanos() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        if (!sends.tryAcquire(timeoutMillis, TimeUnit.MILLISECONDS)) {
            throw new RemotingTooMuchRequestException("send message tryAcquire semaphoreAsyncNum timeout");
        }
        boolean room = false;
        try {
            room = bytes.tryAcquire(bodyLength, until - clock.nanos(), TimeUnit.NANOSECONDS);
        } finally {
            if (!room) {
                sends.release();
            }
        }
        if (!room) {
            throw new RemotingTooMuchRequestException("send message tryAcquire semaphoreAsyncSize timeout");
        }
    }

    void release(int bodyLength) {
        sends.release();
        bytes.release(bodyLength);
    }
}
