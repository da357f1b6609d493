package io.apogeemq.store.retention;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.store.queue.ConsumeQueue;
import io.apogeemq.store.queue.QueueTable;
import io.apogeemq.store.read.TimeLookup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Topics that keep their messages for a shorter time than the log keeps its files. */
@OwnedBy("disk")
final class TopicRetention {
    private static final Logger log = LoggerFactory.getLogger(TopicRetention.class);

    private final QueueTable queues;
    private final QueueTrimmer trimmer;
    private final TimeLookup times;
    private final TopicFloors floors;
    private final Clock clock;
    private final LongSupplier logStart;

    /** How long a topic keeps its messages, in ms; 0 or less: as long as the log has them. */
    private volatile ToLongFunction<String> reservedMillis = topic -> 0;

    TopicRetention(
            QueueTable queues,
            QueueTrimmer trimmer,
            TimeLookup times,
            TopicFloors floors,
            Clock clock,
            LongSupplier logStart) {
        this.queues = queues;
        this.trimmer = trimmer;
        this.times = times;
        this.floors = floors;
        this.clock = clock;
        this.logStart = logStart;
    }

    void reserve(ToLongFunction<String> newReservedMillis) {
        reservedMillis = newReservedMillis;
    }

    /** Raises the minimums to where they were. Before anybody reads. */
    void restore() throws IOException {
        floors.load();
        floors.all().forEach((topic, position) -> {
            for (ConsumeQueue queue : queues.ofTopic(topic)) {
                raise(queue, position);
            }
        });
    }

    private boolean raise(ConsumeQueue queue, long position) {
        try {
            return trimmer.raise(queue, position);
        } catch (IOException e) {
            log.warn("the queue {} cannot be read, its minimum stays: {}", queue, e.toString());
            return false;
        }
    }

    /** Topics with a time of their own. */
    List<String> topics() {
        return queues.topics().stream()
                .filter(topic -> reservedMillis.applyAsLong(topic) > 0)
                .toList();
    }

    /**
     * Lets go of what is too old in a topic's queues.
     *
     * @return the queues that have files to delete now
     */
    List<ConsumeQueue> expire(String topic) throws IOException {
        long reserved = reservedMillis.applyAsLong(topic);
        if (reserved <= 0) {
            return List.of();
        }
        long since = clock.millis() - reserved;
        long floor = 0;
        List<ConsumeQueue> ofTopic = queues.ofTopic(topic);
        for (ConsumeQueue queue : ofTopic) {
            floor = Math.max(floor, floor(queue, since));
        }
        if (floor == 0) {
            return List.of();
        }
        floors.raise(topic, floor, logStart.getAsLong());
        List<ConsumeQueue> shrunk = new ArrayList<>();
        for (ConsumeQueue queue : ofTopic) {
            if (raise(queue, floor)) {
                shrunk.add(queue);
            }
        }
        log.info("messages of the topic {} that are older than {} s are gone, up to {}", topic, reserved / 1000, floor);
        return shrunk;
    }

    /** Right behind the queue's last message that was stored before; 0 when it has none such. */
    private long floor(ConsumeQueue queue, long since) throws IOException {
        long min = queue.minOffset();
        long max = queue.maxOffset();
        if (min >= max || times.storeTime(queue, min) >= since) {
            return 0;
        }
        long first = times.offsetByTime(queue, since, TimeLookup.Boundary.LOWER);
        return first == min ? 0 : trimmer.positionOf(queue, first - 1) + 1;
    }
}
