package io.apogeemq.store.log;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.concurrent.Position;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
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
 * Answers senders when what they asked for is true. A {@link Durability} means a set of positions that all must have passed
 * the end of the record; waiters stand in a line for each loop and durability.
 *
 * <p>A loop's waiters of one pass cost one task: at its end what they wait for is asked for, and who can be is answered. When a
 * position moves, each loop with somebody to answer gets one task, however many they are.
 */
public final class Confirmations {
    private static final Logger log = LoggerFactory.getLogger(Confirmations.class);

    private final Clock clock;
    private final Map<Loop, Desk> desks = new ConcurrentHashMap<>();

    /** The same in the order they came, so that a seed always wakes them in the same order. */
    private final CopyOnWriteArrayList<Desk> inOrder = new CopyOnWriteArrayList<>();

    /** Replaced, never changed. */
    private volatile Meaning[] meanings = {};

    public Confirmations(Clock clock) {
        this.clock = clock;
    }

    /**
     * Says what a durability means here. Before anybody waits for it; once. Any thread.
     *
     * @param timeoutMillis how long anybody waits
     * @param ask sets going what moves the positions, for so many who have joined since; at the end of a loop's pass, in the
     *     order in which durabilities were defined
     * @param positions of which all must pass; when the time is over the first one that has not is told
     */
    public synchronized void define(Durability durability, long timeoutMillis, IntConsumer ask, Position... positions) {
        for (Meaning each : meanings) {
            if (each.durability == durability) {
                throw new IllegalStateException("what '" + durability + "' means was said before");
            }
        }
        Meaning[] more = Arrays.copyOf(meanings, meanings.length + 1);
        more[more.length - 1] =
                new Meaning(durability, TimeUnit.MILLISECONDS.toNanos(timeoutMillis), ask, positions.clone());
        meanings = more;
    }

    private static final class Meaning {
        private final Durability durability;
        private final long timeoutNanos;
        private final IntConsumer ask;
        private final Position[] positions;

        Meaning(Durability durability, long timeoutNanos, IntConsumer ask, Position[] positions) {
            this.durability = durability;
            this.timeoutNanos = timeoutNanos;
            this.ask = ask;
            this.positions = positions;
        }

        long reached() {
            long least = Long.MAX_VALUE;
            for (Position each : positions) {
                least = Math.min(least, each.get());
            }
            return least;
        }

        @Nullable
        Position missing(long end) {
            for (Position each : positions) {
                if (each.get() < end) {
                    return each;
                }
            }
            return null;
        }
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

    /** One loop's waiters. */
    @OwnedBy("its loop")
    private final class Desk {
        private final Loop loop;
        private final AtomicBoolean answerAhead = new AtomicBoolean();

        /** In the order of their meanings; replaced when there are more, and read by whoever moves a position. */
        private volatile Line[] lines = {};

        private boolean passAhead;

        Desk(Loop loop) {
            this.loop = loop;
        }

        void await(long endPosition, Durability durability, Waiter waiter) {
            line(durability).join(endPosition, waiter);
            if (!passAhead) {
                passAhead = true;
                loop.execute(this::endOfPass);
            }
        }

        private Line line(Durability durability) {
            for (Line line : lines) {
                if (line.meaning.durability == durability) {
                    return line;
                }
            }
            return newLine(durability);
        }

        private Line newLine(Durability durability) {
            Meaning[] all = meanings;
            Line[] more = Arrays.copyOf(lines, all.length);
            for (int i = lines.length; i < all.length; i++) {
                more[i] = new Line(all[i]);
            }
            lines = more;
            for (Line line : more) {
                if (line.meaning.durability == durability) {
                    return line;
                }
            }
            throw new IllegalArgumentException("nobody has said what '" + durability + "' means");
        }

        private void endOfPass() {
            passAhead = false;
            // held while we ask: the answer comes right after, it needs no task of its own
            answerAhead.set(true);
            for (Line line : lines) {
                line.ask();
            }
            answer();
        }

        void wakeIfReached() {
            for (Line line : lines) {
                if (line.isReached()) {
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
            for (Line line : lines) {
                line.answer();
            }
        }

        /** Those who wait for one durability. */
        private final class Line {
            private final Meaning meaning;
            private final WaitingLine waiting = new WaitingLine();
            private int joined;
            private boolean timerAhead;

            Line(Meaning meaning) {
                this.meaning = meaning;
            }

            void join(long endPosition, Waiter waiter) {
                waiting.join(endPosition, clock.nanos() + meaning.timeoutNanos, waiter);
                joined++;
            }

            void ask() {
                if (joined > 0) {
                    int count = joined;
                    joined = 0;
                    meaning.ask.accept(count);
                }
            }

            /** Any thread. */
            boolean isReached() {
                long head = waiting.head();
                return head != WaitingLine.NOBODY && head <= meaning.reached();
            }

            void answer() {
                if (waiting.isEmpty()) {
                    return;
                }
                long position = meaning.reached();
                for (@Nullable Waiter waiter = waiting.pollReached(position);
                        waiter != null;
                        waiter = waiting.pollReached(position)) {
                    tell(waiter, null);
                }
                armTimer();
            }

            private void armTimer() {
                if (!timerAhead && !waiting.isEmpty()) {
                    timerAhead = true;
                    long nanos = Math.max(0, waiting.firstDeadline() - clock.nanos());
                    loop.schedule(TimeUnit.NANOSECONDS.toMillis(nanos) + 1, this::expire);
                }
            }

            private void expire() {
                timerAhead = false;
                long now = clock.nanos();
                while (true) {
                    long end = waiting.head();
                    Waiter waiter = waiting.pollLate(now);
                    if (waiter == null) {
                        break;
                    }
                    tell(waiter, meaning.missing(end));
                }
                armTimer();
            }
        }

        /** One waiter's mistake must not keep the others waiting. */
        private void tell(Waiter waiter, @Nullable Position missing) {
            try {
                waiter.done(missing);
            } catch (RuntimeException e) {
                log.error("an answer on the loop {} failed", loop.name(), e);
            }
        }
    }
}
