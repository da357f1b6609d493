package io.apogeemq.store.retention;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.store.queue.ConsumeQueue;
import io.apogeemq.store.queue.QueueTable;
import io.apogeemq.store.read.TimeLookup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Topics that keep their messages for a shorter time than the log keeps its files. A round looks at one topic after the
 * other, with others' work in between, raises their floors in one file, and then lets the queues follow.
 */
@OwnedBy("disk")
final class TopicRounds {
    private static final Logger log = LoggerFactory.getLogger(TopicRounds.class);
    private static final long ROUND_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int MOST_STEPS_BACK = 10_000;

    private final Loop loop;
    private final Clock clock;
    private final QueueTable queues;
    private final QueueTrimmer trimmer;
    private final QueueRounds queueRounds;
    private final TimeLookup times;
    private final TopicFloors floors;

    /** No message of the topic is older. Spares most rounds the look at old messages, which may lie on a cold disk. */
    private final Map<String, Long> oldestMillis = new HashMap<>();

    private final Set<String> raised = new HashSet<>();
    private boolean underWay;
    private long nextAtNanos;
    private volatile boolean stopped;

    /** How long a topic keeps its messages, in ms; 0 or less: as long as the log has them. */
    private volatile ToLongFunction<String> reservedMillis = topic -> 0;

    TopicRounds(
            Loop loop,
            Clock clock,
            QueueTable queues,
            QueueTrimmer trimmer,
            QueueRounds queueRounds,
            TimeLookup times,
            TopicFloors floors) {
        this.loop = loop;
        this.clock = clock;
        this.queues = queues;
        this.trimmer = trimmer;
        this.queueRounds = queueRounds;
        this.times = times;
        this.floors = floors;
        this.nextAtNanos = clock.nanos();
    }

    /** Any thread. */
    void reserve(ToLongFunction<String> newReservedMillis) {
        reservedMillis = newReservedMillis;
    }

    /** Any thread. */
    void stop() {
        stopped = true;
    }

    /** Raises the minimums to where they were. Before anybody reads. */
    void restore() throws IOException {
        floors.load();
        for (String topic : floors.topics()) {
            for (ConsumeQueue queue : queues.ofTopic(topic)) {
                try {
                    trimmer.raise(queue, floors.of(topic));
                } catch (IOException e) {
                    log.warn("the queue {} cannot be read, its minimum stays: {}", queue, e.toString());
                }
            }
        }
    }

    /** Begins a round when it is time for one. */
    void round() {
        if (!underWay && clock.nanos() - nextAtNanos >= 0) {
            nextAtNanos = clock.nanos() + ROUND_NANOS;
            underWay = true;
            Set<String> topics = queues.topics();
            oldestMillis.keySet().retainAll(topics);
            step(new ArrayDeque<>(topics));
        }
    }

    /** Up to one topic that has a time of its own. */
    private void step(ArrayDeque<String> remaining) {
        String topic = remaining.poll();
        while (topic != null && !isDue(topic)) {
            topic = remaining.poll();
        }
        if (topic == null || stopped) {
            underWay = false;
            finish();
            return;
        }
        try {
            look(topic);
        } catch (IOException | UncheckedIOException e) {
            log.warn("messages of the topic {} stay longer than they should: {}", topic, e.toString());
        }
        try {
            loop.execute(() -> step(remaining));
        } catch (RejectedExecutionException e) {
            log.debug("topics keep what they have: {}", e.getMessage());
        }
    }

    private boolean isDue(String topic) {
        long reserved = reservedMillis.applyAsLong(topic);
        return reserved > 0 && clock.millis() - reserved > oldestMillis.getOrDefault(topic, 0L);
    }

    private void look(String topic) throws IOException {
        long now = clock.millis();
        long since = now - reservedMillis.applyAsLong(topic);
        long floor = 0;
        long oldest = now;
        for (ConsumeQueue queue : queues.ofTopic(topic)) {
            long min = queue.minOffset();
            if (min < queue.maxOffset()) {
                long millis = times.storeTime(queue, min);
                if (millis < since) {
                    floor = Math.max(floor, floor(queue, min, since));
                    // what is left is younger
                    millis = since;
                }
                oldest = Math.min(oldest, millis);
            }
        }
        oldestMillis.put(topic, oldest);
        if (floors.raise(topic, floor)) {
            raised.add(topic);
            long seconds = (now - since) / 1000;
            log.info("messages of the topic {} that are older than {} s are gone, up to {}", topic, seconds, floor);
        }
    }

    /** Right behind the queue's last message that was stored before. */
    private long floor(ConsumeQueue queue, long min, long since) throws IOException {
        long first = times.offsetByTime(queue, since, TimeLookup.Boundary.LOWER);
        // messages that damage took tell no time, and may have led the search past young ones
        for (int steps = 0; first > min && !isOld(times.storeTime(queue, first - 1), since); steps++) {
            if (steps == MOST_STEPS_BACK) {
                return 0;
            }
            first--;
        }
        return first <= min ? 0 : trimmer.positionOf(queue, first - 1) + 1;
    }

    private static boolean isOld(long millis, long since) {
        return 0 <= millis && millis < since;
    }

    private void finish() {
        if (raised.isEmpty() || stopped) {
            return;
        }
        try {
            floors.save();
        } catch (IOException e) {
            log.warn("topics let go of nothing, trying again in a minute: {}", e.toString());
            return;
        }
        List<ConsumeQueue> follow = new ArrayList<>();
        raised.forEach(topic -> follow.addAll(queues.ofTopic(topic)));
        raised.clear();
        queueRounds.raise(follow);
    }
}
