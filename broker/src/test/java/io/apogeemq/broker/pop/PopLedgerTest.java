package io.apogeemq.broker.pop;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.protocol.body.PopAck;
import io.apogeemq.protocol.body.PopCheckPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PopLedgerTest {
    private static final int SEEDS = 200;
    private static final int STEPS = 300;

    /** A log and the ledger that writes it. */
    private static final class Live {
        private final PopLedger ledger = new PopLedger();
        private final List<Object> log = new ArrayList<>();
        private final List<PopKey> keys = new ArrayList<>();
        private long clock = 1000;

        void step(Random random) {
            clock += random.nextInt(3) + 1;
            if (keys.isEmpty() || random.nextInt(4) == 0) {
                handOut(random);
            } else {
                PopKey key = keys.get(random.nextInt(keys.size()));
                done(key, key.startOffset() + random.nextInt(8), random.nextInt(10) > 0);
            }
        }

        private void handOut(Random random) {
            List<Integer> differences = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                if (random.nextInt(3) > 0 || i == 7) {
                    differences.add(i);
                }
            }
            PopCheckPoint record = new PopCheckPoint(
                    0,
                    "b",
                    "g",
                    differences,
                    10 + random.nextInt(500),
                    differences.size(),
                    clock,
                    0,
                    0,
                    clock,
                    false,
                    "t");
            ledger.add(PopLedger.batch(record, log.size()));
            log.add(record);
            keys.add(new PopKey("g", "t", 0, clock, clock));
        }

        private void done(PopKey key, long offset, boolean taken) {
            if (ledger.begin(key, offset)) {
                assertThat(ledger.begin(key, offset)).as("begun twice").isFalse();
                if (taken) {
                    log.add(new PopAck(offset, null, "b", "g", key.popMillis(), 0, key.startOffset(), "t"));
                }
                ledger.end(key, offset, taken);
            }
        }

        PopLedger replayed(long from, int to) {
            PopLedger other = new PopLedger();
            for (int i = (int) from; i < to; i++) {
                if (log.get(i) instanceof PopCheckPoint checkPoint) {
                    other.replay(checkPoint, i);
                } else if (log.get(i) instanceof PopAck ack) {
                    other.replay(ack);
                }
            }
            return other;
        }
    }

    @Test
    void a_replay_from_where_nothing_older_is_out_is_the_live_ledger() {
        for (int run = 0; run < SEEDS; run++) {
            long seed = new Random().nextLong();
            Random random = new Random(seed);
            Live live = new Live();
            for (int i = 0; i < STEPS; i++) {
                live.step(random);
                if (i % 20 == 0) {
                    PopLedger replayed = live.replayed(live.ledger.doneTo(live.log.size()), live.log.size());
                    assertThat(replayed.open()).as("seed %d step %d", seed, i).isEqualTo(live.ledger.open());
                    assertThat(replayed.count()).as("seed %d step %d", seed, i).isEqualTo(live.ledger.count());
                    assertThat(replayed.nextDueMillis()).isEqualTo(live.ledger.nextDueMillis());
                }
            }
        }
    }

    @Test
    void what_is_begun_stays_out_until_it_is_told() {
        PopLedger ledger = new PopLedger();
        PopKey key = new PopKey("g", "t", 0, 5, 100);
        ledger.add(new PopBatch(key, 50, false, new long[] {5, 7}, 3));

        assertThat(ledger.begin(key, 5)).isTrue();
        assertThat(ledger.begin(key, 6)).as("not handed out").isFalse();
        assertThat(ledger.open()).containsEntry(key, List.of(7L));
        assertThat(ledger.doneTo(9)).isEqualTo(3);
        ledger.end(key, 5, false);
        assertThat(ledger.open()).containsEntry(key, List.of(5L, 7L));

        ledger.begin(key, 5);
        ledger.end(key, 5, true);
        ledger.begin(key, 7);
        assertThat(ledger.doneTo(9)).isEqualTo(3);
        ledger.end(key, 7, true);
        assertThat(ledger.doneTo(9)).isEqualTo(9);
        assertThat(ledger.count()).isZero();
    }

    @Test
    void what_is_due_comes_in_the_order_of_its_time() {
        PopLedger ledger = new PopLedger();
        PopKey late = new PopKey("g", "t", 0, 0, 100);
        PopKey soon = new PopKey("g", "t", 0, 10, 100);
        ledger.add(new PopBatch(late, 500, false, new long[] {0}, 0));
        ledger.add(new PopBatch(soon, 50, false, new long[] {10}, 1));
        assertThat(ledger.due(149, 10)).isEmpty();
        assertThat(ledger.due(150, 10)).extracting(PopBatch::key).containsExactly(soon);
        assertThat(ledger.due(600, 10)).extracting(PopBatch::key).containsExactly(soon, late);
    }
}
