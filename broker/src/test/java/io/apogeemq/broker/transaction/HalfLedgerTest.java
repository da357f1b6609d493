package io.apogeemq.broker.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HalfLedgerTest {
    private static Half half(long offset, long dueMillis) {
        Half half = new Half(offset, offset * 100, "g", 0, 0, 0, -1, offset);
        half.dueMillis = dueMillis;
        return half;
    }

    @Test
    void what_is_due_comes_in_its_order_and_only_once() {
        HalfLedger ledger = new HalfLedger();
        ledger.add(half(0, 30));
        ledger.add(half(1, 10));
        ledger.add(half(2, 20));
        assertThat(ledger.nextDueMillis()).isEqualTo(10);
        ledger.end(2);
        Half first = ledger.takeDue(100);
        assertThat(first).isNotNull().extracting(each -> each.offset).isEqualTo(1L);
        ledger.postpone(first, 200);
        assertThat(ledger.takeDue(100)).isSameAs(ledger.find(0));
        assertThat(ledger.takeDue(100)).isNull();
        assertThat(ledger.nextDueMillis()).isEqualTo(200);
        assertThat(ledger.lowest()).isZero();
        ledger.end(0);
        assertThat(ledger.lowest()).isEqualTo(1);
        ledger.end(1);
        assertThat(ledger.lowest()).isEqualTo(3);
        assertThat(ledger.nextDueMillis()).isEqualTo(Long.MAX_VALUE);
    }

    /** Whatever moment is noted, the two queues read from there on give the same ledger as the one that lived. */
    @Test
    void a_replay_from_the_lowest_gives_what_lived() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int life = 0; life < 200; life++) {
            HalfLedger lived = new HalfLedger();
            List<Half> halves = new ArrayList<>();
            List<Long> ends = new ArrayList<>();
            long noted = 0;
            List<Integer> endsBefore = new ArrayList<>();
            int steps = random.nextInt(300);
            for (int step = 0; step < steps; step++) {
                if (halves.isEmpty() || random.nextBoolean()) {
                    Half half = half(halves.size(), random.nextInt(1000));
                    halves.add(half);
                    endsBefore.add(ends.size());
                    lived.add(half);
                } else {
                    long offset = random.nextInt(halves.size());
                    if (lived.find(offset) != null) {
                        ends.add(offset);
                        lived.end(offset);
                    }
                }
                if (random.nextInt(50) == 0) {
                    noted = lived.lowest();
                }
                if (random.nextInt(10) == 0) {
                    Half due = lived.takeDue(random.nextInt(1000));
                    if (due != null) {
                        lived.postpone(due, 500 + random.nextInt(1000));
                    }
                }
            }
            HalfLedger replayed = new HalfLedger();
            replayed.clear(noted);
            for (long offset = noted; offset < halves.size(); offset++) {
                replayed.add(halves.get((int) offset));
            }
            // an end lies behind its half message; those before that one may be read again too, in any order
            int first = noted < endsBefore.size() ? endsBefore.get((int) noted) : ends.size();
            List<Long> again = new ArrayList<>(ends.subList(random.nextInt(first + 1), ends.size()));
            Collections.shuffle(again, random);
            again.forEach(replayed::end);

            assertThat(replayed.all()).as("seed %d, life %d", seed, life).containsExactlyElementsOf(lived.all());
            assertThat(replayed.lowest()).as("seed %d", seed).isEqualTo(lived.lowest());
            assertThat(replayed.next()).as("seed %d", seed).isEqualTo(lived.next());
            assertThat(lived.nextDueMillis())
                    .as("seed %d", seed)
                    .isEqualTo(lived.all().stream()
                            .mapToLong(each -> each.dueMillis)
                            .min()
                            .orElse(Long.MAX_VALUE));
        }
    }

    @Test
    void ends_without_end_take_no_memory() {
        HalfLedger ledger = new HalfLedger();
        for (int i = 0; i < 1_000_000; i++) {
            ledger.add(half(i, 1_000_000_000L));
            ledger.end(i);
        }
        assertThat(ledger.count()).isZero();
        assertThat(ledger.dueCount()).isLessThan(1000);
    }
}
