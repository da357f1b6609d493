package io.apogeemq.store.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.concurrent.Cancellable;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Senders that ask again some time after they were answered, beside a disk that is busy for that long with each force. */
class FlushRequestsTest {
    private static final long FORCE = 300_000;
    private static final long ROUNDS = 2000;
    /** Within so many rounds both ways have had a trial. */
    private static final long SOON = 600;

    private final Senders senders = new Senders();

    @Test
    void who_is_quicker_than_the_disk_is_gathered_into_one_force() {
        senders.eachTakes(FORCE / 16);
        senders.run(8, SOON);

        assertThat(forcesOfRounds()).isBetween(ROUNDS, ROUNDS * 11 / 10);
    }

    /** All eight take longer than a force, four don't: it is one group's turn while the other is forced. */
    @Test
    void who_is_slower_than_the_disk_takes_turns_with_it() {
        senders.eachTakes(FORCE / 5);
        senders.run(8, ROUNDS);

        long gathered = FORCE + 8 * FORCE / 5;
        assertThat(senders.now / ROUNDS).isLessThan((2 * FORCE + gathered) / 2);
    }

    @Test
    void who_has_become_quicker_is_gathered_again() {
        senders.eachTakes(FORCE / 5);
        senders.run(8, ROUNDS);
        senders.eachTakes(FORCE / 16);
        senders.run(8, SOON);

        assertThat(forcesOfRounds()).isBetween(ROUNDS, ROUNDS * 11 / 10);
    }

    @Test
    void a_pause_of_all_senders_says_nothing_of_either_way() {
        senders.eachTakes(FORCE / 5);
        senders.cpuFreeAt = 10_000 * FORCE;
        senders.run(8, 1);
        long before = senders.now;
        senders.run(8, ROUNDS / 5);

        long gathered = FORCE + 8 * FORCE / 5;
        assertThat((senders.now - before) / (ROUNDS / 5)).isLessThan((2 * FORCE + gathered) / 2);
    }

    @Test
    void a_lonely_sender_never_waits() {
        senders.eachTakes(FORCE / 16);
        senders.run(8, ROUNDS);
        // the first time it is not known yet that the others have left
        senders.run(1, 1);
        long before = senders.now;
        senders.run(1, ROUNDS);

        assertThat(senders.now - before).isEqualTo(ROUNDS * (FORCE + FORCE / 16));
    }

    /** One for each round is as few as there can be. */
    private long forcesOfRounds() {
        long before = senders.forces;
        senders.run(8, ROUNDS);
        return senders.forces - before;
    }

    /**
     * Many senders on one processor, which serves one after the other, and the flusher's loop on another. One thread plays
     * them; while a force runs, senders go on.
     */
    private static final class Senders implements Loop, Clock {
        private record Event(long atNanos, int number, boolean isTimer, Runnable task) {}

        private final FlushRequests requests = new FlushRequests(this, this, this::force);
        private final PriorityQueue<Event> events =
                new PriorityQueue<>(Comparator.comparingLong(Event::atNanos).thenComparingInt(Event::number));
        private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
        private long now;
        private long cpuFreeAt;
        private long turnNanos;
        private int eventNumber;
        private int asked;
        private long toSend;
        private long forces;

        void eachTakes(long nanos) {
            turnNanos = nanos;
        }

        /** So many send so often each, until the last one is answered. */
        void run(int count, long rounds) {
            toSend = count * rounds;
            for (int i = 0; i < count; i++) {
                sendAgain();
            }
            while (!events.isEmpty() || !tasks.isEmpty()) {
                if (tasks.isEmpty()) {
                    Event next = events.remove();
                    now = Math.max(now, next.atNanos);
                    next.task.run();
                } else {
                    tasks.remove().run();
                }
            }
        }

        private void sendAgain() {
            if (toSend > 0) {
                toSend--;
                cpuFreeAt = Math.max(cpuFreeAt, now) + turnNanos;
                events.add(new Event(cpuFreeAt, eventNumber++, false, () -> {
                    asked++;
                    requests.add(1);
                }));
            }
        }

        private void force() {
            forces++;
            int answered = asked;
            asked = 0;
            long end = now + FORCE;
            // timers are this loop's, which is busy
            for (Event next = nextSend(end); next != null; next = nextSend(end)) {
                now = Math.max(now, next.atNanos);
                events.remove(next);
                next.task.run();
            }
            now = end;
            for (int i = 0; i < answered; i++) {
                sendAgain();
            }
        }

        private @Nullable Event nextSend(long end) {
            return events.stream()
                    .filter(event -> !event.isTimer && event.atNanos < end)
                    .min(events.comparator())
                    .orElse(null);
        }

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        @Override
        public Cancellable scheduleNanos(long delayNanos, Runnable task) {
            Event timer = new Event(now + Math.max(0, delayNanos), eventNumber++, true, task);
            events.add(timer);
            return () -> events.remove(timer);
        }

        @Override
        public String name() {
            return "flusher";
        }

        @Override
        public boolean inside() {
            return true;
        }

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public long millis() {
            return now / 1_000_000;
        }
    }
}
