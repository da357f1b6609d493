package io.apogeemq.store.log;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.concurrent.Position;
import java.lang.invoke.VarHandle;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers senders when what they asked for is true. For each durability there is a list of positions that all must have
 * passed the end of the record; waiters stand in a line for each loop and durability.
 *
 * <p>A loop's waiters of one pass cost one task: at its end the loop writes what the pass has staged, or asks the flusher,
 * and answers. When a position moves, each loop with somebody to answer gets one task, however many they are.
 */
public final class Confirmations {
    private static final Logger log = LoggerFactory.getLogger(Confirmations.class);

    /** Every pass of a loop goes over them some times, and {@code values()} makes an array each time. */
    private static final Durability[] DURABILITIES = Durability.values();

    private final Map<Durability, Position[]> positions = new EnumMap<>(Durability.class);
    private final Clock clock;
    private final long timeoutNanos;
    private final Runnable drain;
    private final IntConsumer flush;
    private final Map<Loop, Desk> desks = new ConcurrentHashMap<>();

    /** The same in the order they came, so that a seed always wakes them in the same order. */
    private final CopyOnWriteArrayList<Desk> inOrder = new CopyOnWriteArrayList<>();

    /**
     * @param timeoutMillis syncFlushTimeout: how long anybody waits
     * @param drain writes what is staged
     * @param flush asks for a flush, for so many more
     */
    public Confirmations(
            Position written, Position flushed, Clock clock, long timeoutMillis, Runnable drain, IntConsumer flush) {
        positions.put(Durability.MEMORY, new Position[] {written});
        positions.put(Durability.ON_DISK, new Position[] {flushed});
        this.clock = clock;
        this.timeoutNanos = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        this.drain = drain;
        this.flush = flush;
    }

    /**
     * Tells the waiter, on the given loop and never before this returns, when the record that ends there is as durable as
     * asked. Every append needs this, also when nobody waits for an answer: it is what gets the record written. On that
     * loop.
     */
    public void await(long endPosition, Durability durability, Loop loop, Waiter waiter) {
        loop.assertInside();
        desk(loop).await(endPosition, durability, waiter);
    }

    private Desk desk(Loop loop) {
        Desk desk = desks.get(loop);
        return desk != null ? desk : desks.computeIfAbsent(loop, this::newDesk);
    }

    private Desk newDesk(Loop loop) {
        Desk desk = new Desk(loop);
        inOrder.add(desk);
        return desk;
    }

    /** A position has moved. Any thread. */
    public void advanced() {
        VarHandle.fullFence();
        inOrder.forEach(Desk::wakeIfReached);
    }

    private long reached(Durability durability) {
        Position[] all = positions.get(durability);
        long least = Long.MAX_VALUE;
        if (all != null) {
            for (Position each : all) {
                least = Math.min(least, each.get());
            }
        }
        return least;
    }

    /** One loop's waiters. */
    @OwnedBy("its loop")
    private final class Desk {
        private final Loop loop;
        private final WaitingLine inMemory = new WaitingLine();
        private final WaitingLine onDisk = new WaitingLine();
        private final AtomicBoolean answerAhead = new AtomicBoolean();
        private boolean passAhead;
        private int flushesWanted;
        private boolean timerAhead;

        Desk(Loop loop) {
            this.loop = loop;
        }

        private WaitingLine line(Durability durability) {
            return switch (durability) {
                case MEMORY -> inMemory;
                case ON_DISK -> onDisk;
            };
        }

        void await(long endPosition, Durability durability, Waiter waiter) {
            line(durability).join(endPosition, clock.nanos() + timeoutNanos, waiter);
            flushesWanted += durability == Durability.ON_DISK ? 1 : 0;
            if (!passAhead) {
                passAhead = true;
                loop.execute(this::endOfPass);
            }
        }

        private void endOfPass() {
            passAhead = false;
            // held while we write: the answer comes right after, it needs no task of its own
            answerAhead.set(true);
            if (flushesWanted > 0) {
                flush.accept(flushesWanted);
                flushesWanted = 0;
            }
            if (!inMemory.isEmpty()) {
                drain.run();
            }
            answer();
        }

        void wakeIfReached() {
            for (Durability durability : DURABILITIES) {
                long head = line(durability).head();
                if (head != WaitingLine.NOBODY && head <= reached(durability)) {
                    wake();
                    return;
                }
            }
        }

        private void wake() {
            if (answerAhead.compareAndSet(false, true)) {
                try {
                    loop.execute(this::answer);
                } catch (RejectedExecutionException e) {
                    // the loop has stopped, and with it every connection that could be answered
                    desks.remove(loop, this);
                    inOrder.remove(this);
                }
            }
        }

        private void answer() {
            // first: a position that moves from here on sends a new task
            answerAhead.set(false);
            VarHandle.fullFence();
            for (Durability durability : DURABILITIES) {
                WaitingLine line = line(durability);
                long position = reached(durability);
                for (Waiter waiter = line.pollReached(position); waiter != null; waiter = line.pollReached(position)) {
                    tell(waiter, false);
                }
            }
            armTimer();
        }

        private void armTimer() {
            if (timerAhead || (inMemory.isEmpty() && onDisk.isEmpty())) {
                return;
            }
            timerAhead = true;
            long nanos = Math.min(wait(inMemory), wait(onDisk));
            loop.schedule(TimeUnit.NANOSECONDS.toMillis(nanos) + 1, this::expire);
        }

        private long wait(WaitingLine line) {
            return line.isEmpty() ? timeoutNanos : Math.max(0, line.firstDeadline() - clock.nanos());
        }

        private void expire() {
            timerAhead = false;
            for (Durability durability : DURABILITIES) {
                WaitingLine line = line(durability);
                long now = clock.nanos();
                for (@Nullable Waiter waiter = line.pollLate(now); waiter != null; waiter = line.pollLate(now)) {
                    tell(waiter, true);
                }
            }
            armTimer();
        }

        /** One waiter's mistake must not keep the others waiting. */
        private void tell(Waiter waiter, boolean timedOut) {
            try {
                waiter.done(timedOut);
            } catch (RuntimeException e) {
                log.error("an answer on the loop {} failed", loop.name(), e);
            }
        }
    }
}
