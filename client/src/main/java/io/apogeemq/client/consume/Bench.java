package io.apogeemq.client.consume;

import java.util.function.Supplier;

/** What a listener's consumption works with; its member makes it. */
record Bench(
        Supplier<ConsumerSettings> settings,
        Workshop shop,
        QueueLocks locks,
        Progress progress,
        Redelivery redelivery,
        Statistics statistics) {}
