package io.apogeemq.client.consume;

import io.apogeemq.client.consume.ConsumerInfo.Rates;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.OwnedBy;
import java.util.HashMap;
import java.util.Map;

/**
 * How much was pulled and consumed of each topic in the last minute, for operators (spec/client.md 44). Six slots of ten
 * seconds per topic; the oldest is reused.
 */
@OwnedBy("the consumer's loop")
final class Statistics {
    private static final int SLOTS = 6;
    private static final long SLOT_MILLIS = 10_000;
    private static final double WINDOW_SECONDS = SLOTS * SLOT_MILLIS / 1000.0;

    private final Clock clock;
    private final Map<String, Topic> topics = new HashMap<>();

    Statistics(Clock clock) {
        this.clock = clock;
    }

    void pulled(String topic, int count, long millis) {
        Slot slot = slot(topic);
        slot.pulls++;
        slot.pullMillis += millis;
        slot.pulled += count;
    }

    void consumed(String topic, int done, int failed, long millis) {
        Slot slot = slot(topic);
        slot.done += done;
        slot.failed += failed;
        slot.consumeMillis += millis;
    }

    Rates of(String topic) {
        Topic slots = topics.get(topic);
        return slots == null ? Rates.NONE : slots.sum(clock.millis() / SLOT_MILLIS);
    }

    private Slot slot(String topic) {
        return topics.computeIfAbsent(topic, name -> new Topic()).at(clock.millis() / SLOT_MILLIS);
    }

    private static final class Topic {
        private final Slot[] slots = new Slot[SLOTS];

        Topic() {
            for (int i = 0; i < SLOTS; i++) {
                slots[i] = new Slot();
            }
        }

        Slot at(long number) {
            Slot slot = slots[Math.floorMod(number, SLOTS)];
            if (slot.number != number) {
                slot.reset(number);
            }
            return slot;
        }

        Rates sum(long now) {
            Slot sum = new Slot();
            for (Slot slot : slots) {
                if (slot.number > now - SLOTS && slot.number <= now) {
                    sum.add(slot);
                }
            }
            long consumed = sum.done + sum.failed;
            return new Rates(
                    sum.pulls == 0 ? 0 : (double) sum.pullMillis / sum.pulls,
                    sum.pulled / WINDOW_SECONDS,
                    consumed == 0 ? 0 : (double) sum.consumeMillis / consumed,
                    sum.done / WINDOW_SECONDS,
                    sum.failed / WINDOW_SECONDS,
                    sum.failed);
        }
    }

    private static final class Slot {
        private long number = Long.MIN_VALUE;
        private long pulls;
        private long pullMillis;
        private long pulled;
        private long done;
        private long failed;
        private long consumeMillis;

        void reset(long newNumber) {
            number = newNumber;
            pulls = 0;
            pullMillis = 0;
            pulled = 0;
            done = 0;
            failed = 0;
            consumeMillis = 0;
        }

        void add(Slot other) {
            pulls += other.pulls;
            pullMillis += other.pullMillis;
            pulled += other.pulled;
            done += other.done;
            failed += other.failed;
            consumeMillis += other.consumeMillis;
        }
    }
}
