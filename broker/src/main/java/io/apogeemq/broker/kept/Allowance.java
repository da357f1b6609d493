package io.apogeemq.broker.kept;

import io.apogeemq.concurrent.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many entries a table may have, and how fast they may make themselves: whoever can send can name a million topics, and
 * each is kept, saved and told to NameServers for ever. Any thread.
 */
public final class Allowance {
    private static final Logger log = LoggerFactory.getLogger(Allowance.class);

    /** An entry in memory, and while the table is written and read. */
    private static final int HEAP_OF_ENTRY = 8 << 10;

    private static final int LEAST = 1000;

    /** So many seconds' entries may come at once after a quiet time. */
    private static final int BURST_SECONDS = 10;

    private static final long WARN_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String things;
    private final IntSupplier count;
    private final Supplier<Rule> rules;
    private final Clock clock;
    private final long heapLength;
    /** When the next one could make itself if nothing were saved up. */
    private final AtomicLong nextNanos;

    private final AtomicLong warnedNanos;

    /**
     * @param most 0: one for each 8 KiB of heap
     * @param mostSetting where that comes from
     * @param perSecond how many may make themselves in the long run
     * @param perSecondSetting where that comes from
     */
    public record Rule(int most, String mostSetting, int perSecond, String perSecondSetting) {}

    /**
     * @param things what the table holds, in the plural
     * @param count how many there are
     */
    public Allowance(String things, IntSupplier count, Supplier<Rule> rules, Clock clock) {
        this.things = things;
        this.count = count;
        this.rules = rules;
        this.clock = clock;
        this.heapLength = Runtime.getRuntime().maxMemory();
        this.nextNanos = new AtomicLong(clock.nanos() - TimeUnit.SECONDS.toNanos(BURST_SECONDS));
        this.warnedNanos = new AtomicLong(clock.nanos() - WARN_NANOS);
    }

    /** Why there can't be one more, by whomever; null when there can. */
    public @Nullable String refuse() {
        Rule rule = rules.get();
        int now = count.getAsInt();
        if (now < most(rule)) {
            return null;
        }
        String why = rule.most > 0
                ? rule.mostSetting + " allows no more"
                : "its heap of " + (heapLength >> 20) + " MiB is good for no more (-Xmx, or " + rule.mostSetting + ")";
        return warned("the broker has " + now + " " + things + ", " + why + "; delete those that are not used");
    }

    private int most(Rule rule) {
        return rule.most > 0
                ? rule.most
                : (int) Math.min(Integer.MAX_VALUE, Math.max(LEAST, heapLength / HEAP_OF_ENTRY));
    }

    /** Why one that was only named may not make itself now; null when it may. */
    public @Nullable String refuseSelfMade() {
        String full = refuse();
        long now = clock.nanos();
        return full != null || earliest(nextNanos.get(), now) - now <= 0 ? full : tooFast();
    }

    /** Counts one that makes itself; why it may not, or null when it may. */
    public @Nullable String takeSelfMade() {
        String full = refuse();
        if (full != null) {
            return full;
        }
        long interval = TimeUnit.SECONDS.toNanos(1) / rules.get().perSecond;
        while (true) {
            long now = clock.nanos();
            long next = nextNanos.get();
            long earliest = earliest(next, now);
            if (earliest - now > 0) {
                return tooFast();
            }
            if (nextNanos.compareAndSet(next, earliest + interval)) {
                return null;
            }
        }
    }

    private static long earliest(long next, long now) {
        long saved = now - TimeUnit.SECONDS.toNanos(BURST_SECONDS);
        return next - saved > 0 ? next : saved;
    }

    private String tooFast() {
        Rule rule = rules.get();
        return warned(things + " make themselves too fast, " + rule.perSecond + " in a second is the most ("
                + rule.perSecondSetting + "); try again, or have them made with mqadmin");
    }

    /** For the operator too, once a minute. */
    private String warned(String why) {
        long now = clock.nanos();
        long last = warnedNanos.get();
        if (now - last >= WARN_NANOS && warnedNanos.compareAndSet(last, now)) {
            log.warn("{} are refused: {}", things, why);
        }
        return why;
    }
}
