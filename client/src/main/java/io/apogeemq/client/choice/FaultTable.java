package io.apogeemq.client.choice;

import io.apogeemq.concurrent.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * What is remembered of brokers: until when one that was slow or failed is passed over, and whether it can be reached at
 * all (spec/client.md 21). Any thread.
 */
public final class FaultTable {
    /** A broker that failed counts as one that took this long. */
    private static final long ISOLATED_MILLIS = 10_000;

    private final Clock clock;
    private final ConcurrentHashMap<String, Seen> records = new ConcurrentHashMap<>();
    private volatile Penalties penalties = Penalties.DEFAULT;
    private volatile boolean enabled;

    private record Seen(long availableFromNanos, boolean reachable, long checkedNanos) {}

    /**
     * How long a broker is passed over after a call that took so long.
     *
     * @param fromMillis latencies, ascending
     * @param passOverMillis for each of them
     */
    public record Penalties(long[] fromMillis, long[] passOverMillis) {
        static final Penalties DEFAULT = new Penalties(
                new long[] {50, 100, 550, 1800, 3000, 5000, 15000}, new long[] {0, 0, 2000, 5000, 6000, 10000, 30000});

        long of(long latencyMillis) {
            for (int i = fromMillis.length - 1; i >= 0; i--) {
                if (latencyMillis >= fromMillis[i]) {
                    return passOverMillis[i];
                }
            }
            return 0;
        }
    }

    public FaultTable(Clock clock) {
        this.clock = clock;
    }

    public boolean isEnabled() {
        return enabled;
    }

    /** While it is off nothing is noted and every broker is as good as another. */
    public void enable(boolean on) {
        enabled = on;
    }

    public Penalties penalties() {
        return penalties;
    }

    public void penalties(Penalties changed) {
        penalties = changed;
    }

    /** Whether the broker is not to be passed over. */
    public boolean isAvailable(String brokerName) {
        Seen record = records.get(brokerName);
        return record == null || clock.nanos() - record.availableFromNanos >= 0;
    }

    public boolean isReachable(String brokerName) {
        Seen record = records.get(brokerName);
        return record == null || record.reachable;
    }

    /** Notes how a call ended. */
    public void note(String brokerName, long latencyMillis, boolean isolate, boolean reachable) {
        if (!enabled) {
            return;
        }
        long now = clock.nanos();
        long passOver = penalties.of(isolate ? ISOLATED_MILLIS : latencyMillis);
        long from = now + TimeUnit.MILLISECONDS.toNanos(passOver);
        records.compute(
                brokerName,
                (name, known) -> known == null
                        ? new Seen(from, reachable, now)
                        : new Seen(
                                passOver > 0 && from - known.availableFromNanos > 0 ? from : known.availableFromNanos,
                                reachable,
                                now));
    }

    /** Brokers noted and when each was last looked at, for the detector. */
    Map<String, Long> checked() {
        Map<String, Long> checked = new java.util.TreeMap<>();
        records.forEach((name, record) -> checked.put(name, record.checkedNanos));
        return checked;
    }

    void forget(String brokerName) {
        records.remove(brokerName);
    }

    void looked(String brokerName, boolean answered) {
        long now = clock.nanos();
        records.computeIfPresent(
                brokerName, (name, known) -> new Seen(known.availableFromNanos, known.reachable || answered, now));
    }
}
