package io.apogeemq.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.client.produce.Manner;
import io.apogeemq.client.produce.OutgoingMessage;
import io.apogeemq.client.produce.Producer;
import io.apogeemq.client.produce.SendOptions;
import io.apogeemq.client.produce.Sent;
import io.apogeemq.protocol.body.BrokerQueue;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole cluster in one thread: connections break, messages are late, the NameServer forgets, the broker dies, with
 * or without its power. Another number of seeds: {@code -Dapogeemq.simulation.seeds=N}; one again:
 * {@code -Dapogeemq.simulation.first=SEED -Dapogeemq.simulation.seeds=1}.
 */
class SimulatedClusterTest {
    private static final int MESSAGES = 60;
    private static final long TIMEOUT_MILLIS = 3000;

    private static final int BACKLOG = 600;

    static LongStream fewSeeds() {
        return seeds().limit(Math.max(1, Long.getLong("apogeemq.simulation.seeds", 200) / 10));
    }

    static LongStream seeds() {
        long first = Long.getLong("apogeemq.simulation.first", 1);
        return LongStream.range(first, first + Long.getLong("apogeemq.simulation.seeds", 200));
    }

    private record At(int queueId, long offset) {}

    /** What one run has seen. */
    private static final class Observed {
        private final Map<At, String> confirmed = new HashMap<>();
        private final Map<At, String> consumed = new HashMap<>();
        private final Set<String> bodies = new HashSet<>();

        boolean isAllConsumed() {
            return consumed.keySet().containsAll(confirmed.keySet());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nothing_that_was_confirmed_is_lost(long seed) throws Exception {
        boolean power = seed % 2 == 0;
        SimulatedCluster cluster = new SimulatedCluster(seed, power);
        Random random = cluster.simulation.random();
        Observed observed = new Observed();
        cluster.consumer(
                "consumer-1",
                (queue, message) ->
                        see(observed, queue, message.offset(), message.stored().body(), seed));
        cluster.consumer(
                "consumer-2",
                (queue, message) ->
                        see(observed, queue, message.offset(), message.stored().body(), seed));
        Producer producer = cluster.producer("producer");
        AtomicInteger ended = new AtomicInteger();
        int crashes = 0;
        for (int i = 0; i < MESSAGES; i++) {
            send(producer, "message " + i, observed, ended);
            cluster.simulation.runFor(random.nextInt(400));
            switch (random.nextInt(30)) {
                case 0, 1 -> cluster.simulation.cutSomeConnection();
                case 2 -> cluster.restartNameServer();
                case 3 -> {
                    if (crashes++ < 3) {
                        cluster.killBroker(power);
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
        cluster.simulation.runUntil(
                "everything confirmed is consumed: " + observed.confirmed, 300_000, observed::isAllConsumed);
        assertThat(observed.consumed).as("seed %d", seed).containsAllEntriesOf(observed.confirmed);
        assertThat(observed.confirmed)
                .as("seed %d: sends that got through", seed)
                .isNotEmpty();
    }

    /** Consumers that have much before them pull without a pause, also while the broker goes. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("fewSeeds")
    void consumers_with_a_backlog_pass_over_nothing_when_the_broker_stops_in_order(long seed) throws Exception {
        SimulatedCluster cluster = new SimulatedCluster(seed, false);
        Random random = cluster.simulation.random();
        Observed observed = new Observed();
        Producer producer = cluster.producer("producer");
        AtomicInteger ended = new AtomicInteger();
        for (int i = 0; i < BACKLOG; i++) {
            send(producer, "message " + i, observed, ended);
            cluster.simulation.runFor(1);
        }
        cluster.simulation.runUntil("every send ended", 120_000, () -> ended.get() == BACKLOG);
        cluster.consumer(
                "consumer",
                (queue, message) ->
                        see(observed, queue, message.offset(), message.stored().body(), seed));
        for (int restart = 0; restart < 4; restart++) {
            int before = observed.consumed.size();
            cluster.simulation.runUntil(
                    "it consumes", 120_000, () -> observed.consumed.size() > before || observed.isAllConsumed());
            cluster.simulation.runFor(random.nextInt(20));
            cluster.stopBroker();
            cluster.startBroker();
        }
        cluster.simulation.runUntil(
                "everything confirmed is consumed, seen " + observed.consumed.size(), 300_000, observed::isAllConsumed);
        assertThat(observed.consumed).as("seed %d", seed).containsAllEntriesOf(observed.confirmed);
        assertThat(observed.confirmed).as("seed %d: sends", seed).hasSizeGreaterThan(BACKLOG / 2);
    }

    private static void send(Producer producer, String body, Observed observed, AtomicInteger ended) {
        OutgoingMessage message =
                new OutgoingMessage(SimulatedCluster.TOPIC, 0, new HashMap<>(), body.getBytes(StandardCharsets.UTF_8));
        producer.send(message, SendOptions.DEFAULT, Manner.SYNC, TIMEOUT_MILLIS).whenComplete((sent, failure) -> {
            ended.incrementAndGet();
            if (sent != null && sent.status() == Sent.Status.OK) {
                observed.confirmed.put(new At(sent.queue().queueId(), sent.offset()), body);
            }
        });
    }

    /** One place never shows two messages, and a gap is never passed over. */
    private static void see(Observed observed, BrokerQueue queue, long offset, byte[] body, long seed) {
        At at = new At(queue.queueId(), offset);
        String text = new String(body, StandardCharsets.UTF_8);
        String before = observed.consumed.put(at, text);
        if (before != null && !before.equals(text)) {
            throw new AssertionError("seed " + seed + ": at " + at + " were " + before + " and " + text);
        }
        observed.bodies.add(text);
    }
}
