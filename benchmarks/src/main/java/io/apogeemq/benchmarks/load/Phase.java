package io.apogeemq.benchmarks.load;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long a load runs: first a number of messages that don't count, because compilers and caches want so many (not so
 * many seconds: a slow broker would be measured colder); then a number of messages or a time, whichever ends first.
 *
 * @param warmup messages before
 * @param messages at most so many
 * @param seconds at most so long
 */
public record Phase(long warmup, long messages, double seconds) {
    /** A broker that takes longer than this to warm up is measured as it is. */
    private static final long LONGEST_WARMUP_SECONDS = 60;

    /** Runs a load that counts into {@code tally}, and takes the figures of the second part. */
    Figures run(Target target, Poller poller, Tally tally) throws IOException {
        long start = System.nanoTime();
        poller.runUntil(start + TimeUnit.SECONDS.toNanos(LONGEST_WARMUP_SECONDS), () -> tally.messages() >= warmup);
        tally.reset();
        CpuTime before = target.cpu();
        CpuTime ownBefore = CpuTime.of(ProcessHandle.current().pid());
        long from = System.nanoTime();
        poller.runUntil(from + (long) (seconds * 1e9), () -> tally.messages() >= messages);
        long nanos = System.nanoTime() - from;
        ProcessCost after = target.cost();
        Figures figures = new Figures();
        tally.addTo(figures, nanos);
        addCost(figures, before, after, tally.messages());
        double own = CpuTime.of(ProcessHandle.current().pid()).seconds() - ownBefore.seconds();
        figures.put("generator_us_per_message", own * 1e6 / Math.max(1, tally.messages()));
        if (tally.refusals() > 0) {
            System.err.println(tally.refusals() + " refusals; the first: " + tally.firstRefusal());
        }
        return figures;
    }

    private static void addCost(Figures figures, @Nullable CpuTime before, @Nullable ProcessCost after, long messages) {
        if (before != null && after != null) {
            after.addTo(figures, before, messages);
        }
    }
}
