package io.apogeemq.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.broker.Broker;
import io.apogeemq.broker.settings.BrokerKeys;
import io.apogeemq.broker.settings.BrokerSettings;
import io.apogeemq.client.choice.FaultTable;
import io.apogeemq.client.consume.ConcurrentListener;
import io.apogeemq.client.consume.ConsumerSettings;
import io.apogeemq.client.consume.DirectOutcome;
import io.apogeemq.client.consume.GroupMember;
import io.apogeemq.client.consume.allocate.EvenRuns;
import io.apogeemq.client.consume.calls.Subscription;
import io.apogeemq.client.consume.offset.RemoteOffsets;
import io.apogeemq.client.consume.wire.WireMember;
import io.apogeemq.client.core.ClientInstance;
import io.apogeemq.client.core.ClientSettings;
import io.apogeemq.client.core.NameServerLookup;
import io.apogeemq.client.core.ReceivedMessage;
import io.apogeemq.client.core.RecordDecoder;
import io.apogeemq.client.produce.Producer;
import io.apogeemq.files.StoredFile;
import io.apogeemq.namesrv.NameServer;
import io.apogeemq.namesrv.NameServerSettings;
import io.apogeemq.protocol.body.BrokerQueue;
import io.apogeemq.protocol.body.ConsumeFromWhere;
import io.apogeemq.protocol.body.ConsumeType;
import io.apogeemq.protocol.body.MessageModel;
import io.apogeemq.protocol.frame.HeaderEncoding;
import io.apogeemq.settings.Environment;
import io.apogeemq.settings.LiveSettings;
import io.apogeemq.settings.PropertyText;
import io.apogeemq.simulation.SimulatedProcess;
import io.apogeemq.simulation.Simulation;
import io.apogeemq.store.simulation.SimulatedDisk;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A NameServer, a broker, producers and consumers, all the real ones, in one thread from one seed. */
final class SimulatedCluster {
    static final String TOPIC = "orders";

    /** Short, because every seed waits for some of them. */
    static final String DELAY_LEVELS = "1s 2s 3s 4s 5s 6s";

    private static final String NAME_SERVER = "127.0.0.1:9876";

    final Simulation simulation;
    final SimulatedDisk disk;
    private final boolean syncFlush;
    private final AtomicInteger ids = new AtomicInteger();
    private SimulatedProcess nameServerProcess;
    private @Nullable SimulatedProcess brokerProcess;
    private @Nullable Broker broker;

    SimulatedCluster(long seed, boolean syncFlush) throws Exception {
        this.simulation = new Simulation(seed);
        this.disk = new SimulatedDisk(seed);
        this.syncFlush = syncFlush;
        this.nameServerProcess = startNameServer();
        startBroker();
    }

    private static Environment environment() {
        return new Environment("/home", "", "/home", "host", "127.0.0.1", 2, "", Map.of());
    }

    private SimulatedProcess startNameServer() throws Exception {
        SimulatedProcess process = simulation.process("namesrv");
        NameServer server = new NameServer(
                process.network(),
                process,
                new LiveSettings<>(
                        NameServerSettings.TABLE.read(PropertyText.EMPTY, environment(), "the simulation"),
                        NameServerSettings::of,
                        NameServerSettings::blackList),
                HeaderEncoding.JSON,
                path -> new InMemory());
        server.start();
        return process;
    }

    void restartNameServer() throws Exception {
        nameServerProcess.crash();
        nameServerProcess = startNameServer();
    }

    /** Starts the broker on whatever its disk holds. */
    void startBroker() throws Exception {
        SimulatedProcess process = simulation.process("broker");
        Map<String, String> given = Map.of(
                "namesrvAddr", NAME_SERVER,
                "storePathRootDir", "/store",
                "mappedFileSizeCommitLog", "65536",
                "mappedFileSizeConsumeQueue", "2000",
                "maxHashSlotNum", "64",
                "maxIndexNum", "256",
                "messageDelayLevel", DELAY_LEVELS,
                "drainMostMillis", "0",
                "flushDiskType", syncFlush ? "SYNC_FLUSH" : "ASYNC_FLUSH");
        broker = new Broker(
                new LiveSettings<>(
                        BrokerKeys.TABLE.read(
                                PropertyText.ofText(PropertyText.print(given)), environment(), "the simulation"),
                        BrokerSettings::of,
                        settings -> settings.access().blackList()),
                null,
                process,
                process.network(),
                disk,
                HeaderEncoding.JSON);
        broker.start();
        brokerProcess = process;
    }

    boolean isBrokerUp() {
        return brokerProcess != null;
    }

    /** The broker dies where it stands; without power, what was not forced may be gone or torn. */
    void killBroker(boolean withThePower) {
        if (brokerProcess != null) {
            brokerProcess.crash();
            brokerProcess = null;
            broker = null;
            if (withThePower) {
                disk.cutPower();
            } else {
                disk.kill();
            }
        }
    }

    /** The broker stops in order; its process takes a moment to be gone after that. */
    void stopBroker() {
        SimulatedProcess process = brokerProcess;
        Broker stopping = broker;
        if (process == null || stopping == null) {
            return;
        }
        brokerProcess = null;
        broker = null;
        CompletableFuture<Void> stopped = stopping.stop().toCompletableFuture();
        simulation.runUntil("the broker stops", 60_000, stopped::isDone);
        simulation.runFor(simulation.random().nextInt(20));
        process.close();
        disk.kill();
        assertThat(stopped)
                .as("seed %d: the stop was in order", simulation.seed())
                .isCompleted();
    }

    private ClientInstance client(SimulatedProcess process, String name) {
        ClientInstance client = new ClientInstance(
                ClientSettings.defaults(name, NAME_SERVER),
                process,
                process.network(),
                NameServerLookup.NONE,
                List.of());
        client.start();
        return client;
    }

    Producer producer(String name) {
        SimulatedProcess process = simulation.process(name);
        Producer producer = new Producer(
                client(process, name),
                "producers",
                () -> name + "-" + ids.incrementAndGet(),
                new FaultTable(process.clock()));
        producer.start(List.of());
        return producer;
    }

    /** A member of the one consumer group; it sees every message that is given to it. */
    WireMember consumer(String name, BiConsumer<BrokerQueue, ReceivedMessage> seen) {
        return consumer(name, "consumers", TOPIC, -1, listener(seen));
    }

    /**
     * A member of a consumer group.
     *
     * @param mostRetries how often a message comes again at most; -1 as the group says
     */
    WireMember consumer(String name, String group, String topic, int mostRetries, ConcurrentListener listener) {
        SimulatedProcess process = simulation.process(name);
        ClientInstance client = client(process, name);
        ConsumerSettings settings = new ConsumerSettings(
                group,
                name,
                ConsumerSettings.Model.CLUSTERING,
                ConsumerSettings.StartAt.FIRST,
                0,
                new ConsumerSettings.Pulling(32, 262_144, 0, 1000, 1000, 100, -1, -1, 2000, false),
                new ConsumerSettings.Consuming(4, 1, mostRetries, 1000, 900_000, 0),
                ConsumerSettings.Sharing.USUAL);
        WireMember member = new WireMember(
                client,
                new WireMember.Identity(
                        group,
                        MessageModel.CLUSTERING,
                        ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET,
                        ConsumeType.CONSUME_PASSIVELY,
                        false,
                        Map::of),
                new RecordDecoder(true, true),
                calls -> GroupMember.concurrent(
                        new GroupMember.Parts(
                                settings,
                                calls,
                                new RemoteOffsets(group, calls),
                                new EvenRuns(),
                                (changed, all, assigned) -> {},
                                process,
                                client.loop(),
                                client.callbacks()),
                        listener));
        client.join(member)
                .thenCompose(joined -> member.consumer()
                        .start(List.of(
                                Subscription.ofTags(topic, "*", process.clock().millis()))));
        return member;
    }

    private static ConcurrentListener listener(BiConsumer<BrokerQueue, ReceivedMessage> seen) {
        return new ConcurrentListener() {
            @Override
            public Outcome consume(List<ReceivedMessage> messages, BrokerQueue queue) {
                messages.forEach(message -> seen.accept(queue, message));
                return Outcome.ALL_DONE;
            }

            @Override
            public DirectOutcome consumeDirectly(ReceivedMessage message, BrokerQueue queue) {
                return new DirectOutcome(false, true, DirectOutcome.Result.CR_SUCCESS, "", 0);
            }
        };
    }

    /** A NameServer's file that needs no disk. */
    private static final class InMemory implements StoredFile {
        private byte @Nullable [] content;

        @Override
        public byte @Nullable [] read() {
            return content;
        }

        @Override
        public byte @Nullable [] readBackup() {
            return null;
        }

        @Override
        public void write(byte[] bytes) {
            content = bytes;
        }
    }
}
