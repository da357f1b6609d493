package io.apogeemq.benchmarks.load;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Counts one phase of a load: messages, bytes, latencies, refusals. Of the poller's thread. */
final class Tally {
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(2);

    private final Histogram latencies = new Histogram(LONGEST, 3);
    private long messages;
    private long bytes;
    private long refusals;
    private @Nullable String firstRefusal;

    void reset() {
        latencies.reset();
        messages = 0;
        bytes = 0;
        refusals = 0;
        firstRefusal = null;
    }

    void took(int count, long length) {
        messages += count;
        bytes += length;
    }

    void latency(long nanos) {
        latencies.recordValue(Math.min(LONGEST, Math.max(0, nanos)));
    }

    void refused(AnswerView answer) throws IOException {
        refusals++;
        if (firstRefusal == null) {
            firstRefusal = answer.code() + " " + answer.head().remark();
        }
    }

    long messages() {
        return messages;
    }

    long refusals() {
        return refusals;
    }

    @Nullable
    String firstRefusal() {
        return firstRefusal;
    }

    /** Adds what was counted over that time. */
    void addTo(Figures figures, long nanos) {
        double seconds = nanos / 1e9;
        figures.put("messages", messages);
        figures.put("seconds", seconds);
        figures.put("messages_per_second", messages / seconds);
        figures.put("mb_per_second", bytes / seconds / 1e6);
        figures.put("refusals", refusals);
        if (latencies.getTotalCount() > 0) {
            figures.put("p50_ms", latencies.getValueAtPercentile(50) / 1e6);
            figures.put("p99_ms", latencies.getValueAtPercentile(99) / 1e6);
            figures.put("p99.9_ms", latencies.getValueAtPercentile(99.9) / 1e6);
            figures.put("max_ms", latencies.getMaxValue() / 1e6);
        }
    }
}
