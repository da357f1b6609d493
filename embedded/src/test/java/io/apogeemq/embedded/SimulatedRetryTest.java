package io.apogeemq.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.client.consume.ConcurrentListener;
import io.apogeemq.client.consume.DirectOutcome;
import io.apogeemq.client.core.ReceivedMessage;
import io.apogeemq.client.produce.Manner;
import io.apogeemq.client.produce.OutgoingMessage;
import io.apogeemq.client.produce.Producer;
import io.apogeemq.client.produce.SendOptions;
import io.apogeemq.client.produce.Sent;
import io.apogeemq.protocol.body.BrokerQueue;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Delayed messages, and messages that consumers cannot handle, in a cluster whose broker is killed, loses its power, and stops
 * in order. The number of seeds and the first: as in {@link SimulatedClusterTest}.
 */
class SimulatedRetryTest {
    private static final int MESSAGES = 40;
    private static final int MOST_RETRIES = 2;
    private static final long TIMEOUT_MILLIS = 3000;
    private static final String DEAD_LETTERS = "%DLQ%consumers";
    private static final SendOptions ONCE = once(SendOptions.DEFAULT);

    /** A message that is sent again would be there twice for a good reason. */
    private static SendOptions once(SendOptions usual) {
        return new SendOptions(
                usual.createTopicKey(),
                usual.queueCount(),
                usual.maxTimeoutPerTryMillis(),
                usual.compressFrom(),
                usual.compression(),
                1,
                1,
                usual.retryWhenNotOk(),
                usual.retryCodes(),
                usual.unitMode(),
                usual.longHeader(),
                usual.vipChannel());
    }

    static LongStream seeds() {
        return SimulatedClusterTest.seeds();
    }

    /** How a message is treated; its body says it. */
    private enum Fate {
        /** Consumed the first time. */
        GOOD,
        /** Fails once. */
        LAME,
        /** Fails every time. */
        BAD
    }

    /** What one run has seen of a message; its body is the key. */
    private static final class Story {
        private final Fate fate;
        private final long delayMillis;
        private final long sentMillis;
        private boolean confirmed;
        private int deliveries;
        private int mostAttempts;
        private boolean done;
        private final Set<String> firstPlaces = new HashSet<>();
        private final Set<String> deadPlaces = new HashSet<>();

        Story(Fate fate, long delayMillis, long sentMillis) {
            this.fate = fate;
            this.delayMillis = delayMillis;
            this.sentMillis = sentMillis;
        }

        boolean isOver() {
            return fate == Fate.BAD ? !deadPlaces.isEmpty() : done;
        }

        @Override
        public String toString() {
            return fate + " delayed by " + delayMillis + ", confirmed " + confirmed + ", " + deliveries
                    + " deliveries, done " + done + ", in the queues " + firstPlaces + ", dead " + deadPlaces;
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nothing_is_lost_early_or_tried_too_often(long seed) throws Exception {
        boolean power = seed % 2 == 0;
        SimulatedCluster cluster = new SimulatedCluster(seed, power);
        Random random = cluster.simulation.random();
        Map<String, Story> stories = new TreeMap<>();
        for (int i = 1; i <= 2; i++) {
            cluster.consumer(
                    "consumer-" + i,
                    "consumers",
                    SimulatedCluster.TOPIC,
                    MOST_RETRIES,
                    failing(cluster, stories, seed));
        }
        cluster.consumer("undertaker", "undertakers", DEAD_LETTERS, -1, listener((message, queue) -> {
            story(stories, message).deadPlaces.add(place(queue, message));
            return true;
        }));
        Producer producer = cluster.producer("producer");
        AtomicInteger ended = new AtomicInteger();
        int ends = 0;
        for (int i = 0; i < MESSAGES; i++) {
            send(cluster, producer, "message " + i, stories, ended);
            cluster.simulation.runFor(random.nextInt(500));
            switch (random.nextInt(30)) {
                case 0 -> cluster.simulation.cutSomeConnection();
                case 1 -> cluster.restartNameServer();
                case 2, 3 -> {
                    if (ends++ < 4) {
                        cluster.killBroker(power);
                    }
                }
                case 4 -> {
                    if (ends++ < 4) {
                        cluster.stopBroker();
                    }
                }
                default -> {
                    // an uneventful moment
                }
            }
            if (!cluster.isBrokerUp() && random.nextBoolean()) {
                cluster.startBroker();
            }
        }
        if (!cluster.isBrokerUp()) {
            cluster.startBroker();
        }
        cluster.simulation.runUntil("every send ended", 120_000, () -> ended.get() == MESSAGES);
        try {
            cluster.simulation.runUntil(
                    "every confirmed message is done with or dead",
                    600_000,
                    () -> stories.values().stream().allMatch(story -> !story.confirmed || story.isOver()));
        } catch (AssertionError e) {
            stories.values().removeIf(story -> !story.confirmed || story.isOver());
            throw new AssertionError("seed " + seed + ": not done with " + stories, e);
        }
        stories.forEach((body, story) -> {
            String what = "seed " + seed + ": " + body + ": " + story;
            assertThat(story.mostAttempts).as(what).isLessThanOrEqualTo(MOST_RETRIES);
            if (story.confirmed) {
                // sent once, so it is in its queue once: no crash makes a delayed one come back
                assertThat(story.firstPlaces).as(what).hasSize(1);
            }
        });
    }

    private static Story story(Map<String, Story> stories, ReceivedMessage message) {
        String body = new String(message.stored().body(), StandardCharsets.UTF_8);
        Story story = stories.get(body);
        if (story == null) {
            throw new AssertionError("nobody sent " + body);
        }
        return story;
    }

    private static String place(BrokerQueue queue, ReceivedMessage message) {
        return queue.topic() + "/" + queue.queueId() + "/" + message.offset();
    }

    private ConcurrentListener failing(SimulatedCluster cluster, Map<String, Story> stories, long seed) {
        return listener((message, queue) -> {
            Story story = story(stories, message);
            story.deliveries++;
            story.mostAttempts = Math.max(story.mostAttempts, message.reconsumeTimes());
            if (message.reconsumeTimes() == 0) {
                story.firstPlaces.add(place(queue, message));
                long early = story.sentMillis
                        + story.delayMillis
                        - cluster.simulation.clock().millis();
                if (early > 0) {
                    throw new AssertionError("seed " + seed + ": " + early + " ms early: " + story);
                }
            }
            boolean fails = story.fate == Fate.BAD || (story.fate == Fate.LAME && message.reconsumeTimes() == 0);
            story.done |= !fails;
            return !fails;
        });
    }

    private interface Handling {
        boolean handle(ReceivedMessage message, BrokerQueue queue);
    }

    private static ConcurrentListener listener(Handling handling) {
        return new ConcurrentListener() {
            @Override
            public Outcome consume(List<ReceivedMessage> messages, BrokerQueue queue) {
                return new Outcome(
                        messages.stream()
                                .filter(message -> !handling.handle(message, queue))
                                .toList(),
                        0);
            }

            @Override
            public DirectOutcome consumeDirectly(ReceivedMessage message, BrokerQueue queue) {
                return new DirectOutcome(false, true, DirectOutcome.Result.CR_SUCCESS, "", 0);
            }
        };
    }

    private static void send(
            SimulatedCluster cluster, Producer producer, String body, Map<String, Story> stories, AtomicInteger ended) {
        Random random = cluster.simulation.random();
        Fate fate = Fate.values()[random.nextInt(3)];
        int level = random.nextInt(4);
        Map<String, String> properties = new HashMap<>();
        if (level > 0) {
            properties.put("DELAY", Integer.toString(level));
        }
        Story story = new Story(fate, level * 1000L, cluster.simulation.clock().millis());
        stories.put(body, story);
        OutgoingMessage message =
                new OutgoingMessage(SimulatedCluster.TOPIC, 0, properties, body.getBytes(StandardCharsets.UTF_8));
        producer.send(message, ONCE, Manner.SYNC, TIMEOUT_MILLIS).whenComplete((sent, failure) -> {
            ended.incrementAndGet();
            story.confirmed = sent != null && sent.status() == Sent.Status.OK;
        });
    }
}
