package io.apogeemq.client.consume;

import io.apogeemq.client.consume.calls.BrokerCalls;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.protocol.body.BrokerQueue;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a program when the queues of a topic change, whether it consumes the topic or not (spec/client.md 36). */
@OwnedBy("the consumer's loop")
final class TopicWatch {
    private static final Logger log = LoggerFactory.getLogger(TopicWatch.class);

    private final BrokerCalls calls;
    private final Loop loop;
    private final Executor callbacks;
    private final LongSupplier periodMillis;
    private final BooleanSupplier stopped;
    private final Map<String, Watched> topics = new HashMap<>();

    private static final class Watched {
        private final Consumer<Set<BrokerQueue>> listener;
        private Set<BrokerQueue> known;

        Watched(Consumer<Set<BrokerQueue>> listener, Set<BrokerQueue> known) {
            this.listener = listener;
            this.known = known;
        }
    }

    /** @param callbacks run the listeners */
    TopicWatch(BrokerCalls calls, Loop loop, Executor callbacks, LongSupplier periodMillis, BooleanSupplier stopped) {
        this.calls = calls;
        this.loop = loop;
        this.callbacks = callbacks;
        this.periodMillis = periodMillis;
        this.stopped = stopped;
    }

    /** Replaces the topic's listener, if it has one. What is known of the topic now is what changes are told from. */
    void watch(String topic, Consumer<Set<BrokerQueue>> listener) {
        if (topics.put(topic, new Watched(listener, queues(topic))) == null) {
            look(topic);
        }
    }

    private void look(String topic) {
        loop.schedule(periodMillis.getAsLong(), () -> {
            if (stopped.getAsBoolean()) {
                return;
            }
            calls.refreshRoute(topic)
                    .whenCompleteAsync(
                            (asked, failure) -> {
                                if (failure == null) {
                                    compare(topic);
                                } else {
                                    log.info(
                                            "the queues of topic {} are not known now: {}",
                                            topic,
                                            failure.getMessage());
                                }
                                look(topic);
                            },
                            loop);
        });
    }

    private void compare(String topic) {
        Watched watched = topics.get(topic);
        Set<BrokerQueue> now = queues(topic);
        if (watched != null && !now.equals(watched.known)) {
            watched.known = now;
            callbacks.execute(() -> watched.listener.accept(now));
        }
    }

    private Set<BrokerQueue> queues(String topic) {
        return new TreeSet<>(calls.readableQueues(topic));
    }
}
