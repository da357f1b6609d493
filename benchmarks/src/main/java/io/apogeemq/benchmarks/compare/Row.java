package io.apogeemq.benchmarks.compare;

import java.util.List;

/**
 * One line of the results: a figure of a step, and the bar for the ratio of ours to Apache's.
 *
 * @param bar at least (more is better) or at most (less is better)
 */
record Row(String title, String step, String figure, boolean moreIsBetter, double bar) {
    static final List<Row> ALL = List.of(
            more("async flush, 100 B: messages/s", "send100", "messages_per_second", 6),
            less("async flush, 100 B: broker CPU, µs per message", "send100", "cpu_us_per_message", 1 / 6.0),
            more("async flush, 1 KiB: messages/s", "send1k", "messages_per_second", 5),
            less("async flush, 1 KiB: broker CPU, µs per message", "send1k", "cpu_us_per_message", 1 / 6.0),
            more("sync flush, 64 in flight, 1 KiB: messages/s", "sync", "messages_per_second", 4),
            less("sync flush: broker CPU, µs per message", "sync", "cpu_us_per_message", 1 / 5.0),
            less("end to end at 1,000/s: p50, ms", "latency", "p50_ms", 1 / 3.0),
            less("end to end at 1,000/s: p99, ms", "latency", "p99_ms", Double.NaN),
            less("end to end at 1,000/s: broker CPU, µs per message", "latency", "cpu_us_per_message", 1 / 4.0),
            less(
                    "backlog read, warm, batches of 32: broker CPU, µs per message",
                    "read",
                    "cpu_us_per_message",
                    1 / 4.0),
            more("backlog read, warm: messages/s", "read", "messages_per_second", Double.NaN),
            less("1 queue, 100 B: broker CPU, µs per message", "queues1", "cpu_us_per_message", Double.NaN),
            less("10,000 queues, 100 B: broker CPU, µs per message", "queues10k", "cpu_us_per_message", Double.NaN),
            more("10,000 queues, 100 B: messages/s", "queues10k", "messages_per_second", Double.NaN),
            more("topic creation, 8 queues, one after the other: per second", "topics", "topics_per_second", 15),
            less("topic creation: broker CPU, µs each", "topics", "cpu_us_per_message", 1 / 5.0),
            less("start to first accepted send, ms", "start", "first_send_ms", 1 / 4.0),
            less("start to first accepted send: CPU, s", "start", "cpu_s", Double.NaN),
            more("stock client, 32 threads, sync, 1 KiB: messages/s", "stock", "messages_per_second", 2),
            less("stock client: broker CPU, µs per message", "stock", "cpu_us_per_message", Double.NaN),
            less("idle: CPU, % of a core", "idle", "cpu_percent", 1 / 10.0),
            less("idle: threads", "idle", "threads", 1 / 5.0),
            less("idle after load and a collection: anonymous memory, MB", "idle", "anonymous_mb", 1 / 3.0),
            less("1,000 held long polls: CPU, % of a core", "polls", "cpu_percent", 1 / 10.0),
            less("1,000 held long polls: threads", "polls", "threads", 1 / 5.0));

    private static Row more(String title, String step, String figure, double bar) {
        return new Row(title, step, figure, true, bar);
    }

    private static Row less(String title, String step, String figure, double bar) {
        return new Row(title, step, figure, false, bar);
    }

    /** Whether a ratio of ours to Apache's is as good as wanted; true when nothing is asked. */
    boolean isReached(double ratio) {
        return Double.isNaN(bar) || (moreIsBetter ? ratio >= bar : ratio <= bar);
    }
}
