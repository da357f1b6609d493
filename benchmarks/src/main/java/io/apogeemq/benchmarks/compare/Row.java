package io.apogeemq.benchmarks.compare;

import java.util.List;

/** One line of the results: a figure of a step, and its bar. The title is what people and files know it by. */
record Row(String title, String step, String figure, Bar bar) {
    static final List<Row> ALL = List.of(
            row("async flush, 100 B: messages/s", "send100", "messages_per_second", Bar.times(6)),
            row("async flush, 100 B: broker CPU, µs per message", "send100", "cpu_us_per_message", Bar.part(1 / 6.0)),
            row("async flush, 1 KiB: messages/s", "send1k", "messages_per_second", Bar.times(5)),
            row("async flush, 1 KiB: broker CPU, µs per message", "send1k", "cpu_us_per_message", Bar.part(1 / 6.0)),
            row("sync flush, 64 in flight, 1 KiB: messages/s", "sync", "messages_per_second", Bar.times(4)),
            row("sync flush: broker CPU, µs per message", "sync", "cpu_us_per_message", Bar.part(1 / 5.0)),
            row("end to end at 1,000/s: p50, ms", "latency", "p50_ms", Bar.part(1 / 3.0)),
            row("end to end at 1,000/s: p99, ms", "latency", "p99_ms", Bar.NONE),
            row(
                    "end to end at 1,000/s: broker CPU, µs per message",
                    "latency",
                    "cpu_us_per_message",
                    Bar.part(1 / 4.0)),
            row(
                    "backlog read, warm, batches of 32: broker CPU, µs per message",
                    "read",
                    "cpu_us_per_message",
                    Bar.part(1 / 4.0)),
            row("backlog read, warm: messages/s", "read", "messages_per_second", Bar.NONE),
            row("backlog read, cold, 8 queues: MB/s", "coldread", "mb_per_second", Bar.times(4)),
            row("backlog read, cold: broker CPU, µs per message", "coldread", "cpu_us_per_message", Bar.NONE),
            row("backlog read, cold, right after a start: MB/s", "coldfirst", "mb_per_second", Bar.NONE),
            row("sends at 1,000/s, nobody reads: p99, ms", "coldsend", "alone_p99_ms", Bar.NONE),
            row("sends at 1,000/s beside a cold reader: p50, ms", "coldsend", "p50_ms", Bar.NONE),
            row("sends at 1,000/s beside a cold reader: p99, ms", "coldsend", "p99_ms", Bar.NONE),
            row("the cold reader beside these sends: MB/s", "coldsend", "reader_mb_per_second", Bar.NONE),
            row("1 queue, 100 B: broker CPU, µs per message", "queues1", "cpu_us_per_message", Bar.NONE),
            row("10,000 queues, 100 B: broker CPU, µs per message", "queues10k", "cpu_us_per_message", Bar.NONE),
            row("10,000 queues against 1: our own CPU per message", "queues10k", "cpu_to_one_queue", Bar.atMost(1.15)),
            row("10,000 queues, 100 B: messages/s", "queues10k", "messages_per_second", Bar.NONE),
            row(
                    "50,000 queues, 512 MB heap, default system limits: queues that take and give messages",
                    "queues50k",
                    "queues_running",
                    Bar.atLeast(ManyQueues.COUNT)),
            row("50,000 queues: anonymous memory, MB", "queues50k", "anonymous_mb", Bar.NONE),
            row("50,000 queues: descriptors", "queues50k", "descriptors", Bar.NONE),
            row("50,000 queues: mappings", "queues50k", "mappings", Bar.NONE),
            row(
                    "topic creation, 8 queues, one after the other: per second",
                    "topics",
                    "topics_per_second",
                    Bar.times(15)),
            row("topic creation: broker CPU, µs each", "topics", "cpu_us_per_message", Bar.part(1 / 5.0)),
            row("topic creation: forces each", "topics", "forces_each", Bar.part(1 / 5.0)),
            row("topic creation, 32 at once: per second", "topics", "at_once_topics_per_second", Bar.times(15)),
            row(
                    "topic creation, 32 at once: broker CPU, µs each",
                    "topics",
                    "at_once_cpu_us_per_message",
                    Bar.part(1 / 5.0)),
            row("topic creation, 32 at once: forces each", "topics", "at_once_forces_each", Bar.part(1 / 5.0)),
            row("start to first accepted send, ms", "start", "first_send_ms", Bar.part(1 / 4.0)),
            row("start to first accepted send: CPU, s", "start", "cpu_s", Bar.NONE),
            row("standalone: start to first accepted send, ms", "standalone", "first_send_ms", Bar.atMost(1000)),
            row(
                    "restart after `kill -9`: ms to the first accepted send",
                    "restart",
                    "first_send_ms",
                    Bar.part(1 / 4.0)),
            row("restart after `kill -9`: CPU, s", "restart", "cpu_s", Bar.NONE),
            row(
                    "restart after `kill -9`, 1,000 topics of 8 queues, of one directory: ms to the first accepted send",
                    "restart10g",
                    "first_send_ms",
                    Bar.part(1 / 4.0)),
            row("stock client, 32 threads, sync, 1 KiB: messages/s", "stock", "messages_per_second", Bar.times(2)),
            row("stock client: broker CPU, µs per message", "stock", "cpu_us_per_message", Bar.NONE),
            row("idle: CPU, % of a core", "idle", "cpu_percent", Bar.part(1 / 10.0)),
            row("idle: threads", "idle", "threads", Bar.part(1 / 5.0)),
            row("idle after load and a collection: anonymous memory, MB", "idle", "anonymous_mb", Bar.NONE),
            row(
                    "after a load of 5,000/s and a collection: anonymous memory, MB",
                    "load10m",
                    "anonymous_mb",
                    Bar.part(1 / 3.0)),
            row("1,000 held long polls: CPU, % of a core", "polls", "cpu_percent", Bar.part(1 / 10.0)),
            row("1,000 held long polls: threads", "polls", "threads", Bar.part(1 / 5.0)),
            row(
                    "send path, 1 KiB: allocated by the whole broker, bytes per message",
                    "alloc",
                    "allocated_bytes_per_message",
                    Bar.atMost(300)));

    private static Row row(String title, String step, String figure, Bar bar) {
        return new Row(title, step, figure, bar);
    }
}
