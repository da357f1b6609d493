package io.apogeemq.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.broker.settings.BrokerKeys;
import io.apogeemq.broker.settings.BrokerSettings;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.frame.HeaderEncoding;
import io.apogeemq.protocol.header.ByteRange;
import io.apogeemq.protocol.header.CommitOffsetRequest;
import io.apogeemq.protocol.header.CreateTopicRequest;
import io.apogeemq.protocol.header.PullRequest;
import io.apogeemq.protocol.header.QueryOffsetRequest;
import io.apogeemq.protocol.header.SendRequest;
import io.apogeemq.protocol.header.TopicRequest;
import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.remoting.Answer;
import io.apogeemq.remoting.Lanes;
import io.apogeemq.remoting.Request;
import io.apogeemq.remoting.Routes;
import io.apogeemq.remoting.RpcClient;
import io.apogeemq.remoting.RpcLimits;
import io.apogeemq.settings.Environment;
import io.apogeemq.settings.LiveSettings;
import io.apogeemq.settings.PropertyText;
import io.apogeemq.simulation.SimulatedProcess;
import io.apogeemq.simulation.Simulation;
import io.apogeemq.store.simulation.SimulatedDisk;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A broker and clients that speak to it, in one thread from one seed. */
final class SimulatedBroker {
    static final String ADDRESS = "127.0.0.1:10911";

    final Simulation simulation;
    final SimulatedDisk disk;
    private final Map<String, String> given = new HashMap<>();
    private final String name;
    private final String address;
    private final Loop keeper;
    private SimulatedProcess process;
    private Broker broker;

    SimulatedBroker(long seed, Map<String, String> more) throws Exception {
        this(new Simulation(seed), seed, "broker", more);
    }

    /** One of several in a simulation. */
    SimulatedBroker(Simulation simulation, long seed, String name, Map<String, String> more) throws Exception {
        this.simulation = simulation;
        this.name = name;
        disk = new SimulatedDisk(seed);
        given.putAll(Map.of(
                "storePathRootDir", "/store",
                "mappedFileSizeCommitLog", "65536",
                "mappedFileSizeConsumeQueue", "2000",
                "messageIndexEnable", "false"));
        given.putAll(more);
        address = "127.0.0.1:" + given.getOrDefault("listenPort", "10911");
        keeper = simulation.process(name + "-keeper").loop("keeper");
        process = simulation.process(name);
        broker = make();
    }

    /** Until the broker was stopped and opened anew so many times, as it asked for. */
    int reopened;

    private void reopenWhenAsked(Broker made, SimulatedProcess of) {
        made.onReopen(why -> made.stop()
                .whenComplete((stopped, failure) -> keeper.execute(() -> {
                    if (of != process) {
                        return;
                    }
                    try {
                        process.crash();
                        process = simulation.process(name);
                        broker = make();
                        broker.start();
                        reopened++;
                    } catch (Exception e) {
                        throw new AssertionError("not opened again", e);
                    }
                })));
    }

    private Broker make() throws Exception {
        Broker made = open();
        reopenWhenAsked(made, process);
        return made;
    }

    private Broker open() throws Exception {
        return new Broker(
                new LiveSettings<>(
                        BrokerKeys.TABLE.read(
                                PropertyText.ofText(PropertyText.print(given)),
                                new Environment("/home", "", "/home", "host", "127.0.0.1", 2, "", Map.of()),
                                "the simulation"),
                        BrokerSettings::of,
                        settings -> settings.access().blackList()),
                null,
                process,
                process.network(),
                disk,
                HeaderEncoding.JSON);
    }

    Broker broker() {
        return broker;
    }

    /** Starts it; the test runs the simulation until the returned stage has ended. */
    CompletableFuture<Void> begin() throws Exception {
        return broker.start().toCompletableFuture();
    }

    SimulatedBroker start() throws Exception {
        CompletableFuture<Void> started = begin();
        simulation.runUntil("the broker has started", 10_000, started::isDone);
        assertThat(started).isCompleted();
        return this;
    }

    /** The process dies, and another opens what it left. */
    void restart() throws Exception {
        kill();
        revive();
    }

    void kill() {
        process.crash();
        disk.kill();
    }

    void cutPower() {
        process.crash();
        disk.cutPower();
    }

    /** Ends in order. */
    void stop() {
        CompletableFuture<Void> stopped = broker.stop().toCompletableFuture();
        simulation.runUntil("the broker has stopped", 120_000, stopped::isDone);
        stopped.join();
        process.crash();
    }

    /** Other settings, from the next start on. */
    void given(Map<String, String> more) {
        given.putAll(more);
    }

    /** A process opens what the last one left. */
    void revive() throws Exception {
        process = simulation.process(name);
        broker = make();
        start();
    }

    /** A process of its own that asks this broker. */
    final class Client {
        final SimulatedProcess process;
        /** What it answers when the broker asks. */
        final Routes routes = new Routes();

        private final RpcClient client;

        Client(String name) {
            process = simulation.process(name);
            client = new RpcClient(
                    process.network(),
                    routes,
                    Lanes.of(process.loop("control")),
                    RpcLimits.DEFAULT,
                    process.clock(),
                    HeaderEncoding.JSON,
                    3000);
        }

        CompletableFuture<Answer> ask(Request request) {
            return client.call(address, request, 60_000).toCompletableFuture();
        }

        CompletableFuture<Answer> createTopic(String topic, int queues) {
            return ask(Request.of(
                    RequestCode.UPDATE_AND_CREATE_TOPIC,
                    CreateTopicRequest.CODEC,
                    new CreateTopicRequest(topic, "TBW102", queues, queues, 6, "SINGLE_TAG", 0, false, null, false)));
        }

        CompletableFuture<Answer> deleteTopic(String topic) {
            return ask(Request.of(RequestCode.DELETE_TOPIC_IN_BROKER, TopicRequest.CODEC, new TopicRequest(topic)));
        }

        CompletableFuture<Answer> send(String topic, int queueId, String body) {
            return send(topic, queueId, body, Map.of());
        }

        CompletableFuture<Answer> send(String topic, int queueId, String body, Map<String, String> properties) {
            SendRequest send = new SendRequest(
                    "pg",
                    topic,
                    "TBW102",
                    4,
                    queueId,
                    0,
                    simulation.clock().millis(),
                    0,
                    ByteRange.of(MessageProperties.encode(new HashMap<>(properties))),
                    0,
                    false,
                    null,
                    false,
                    null);
            return ask(Request.of(
                    RequestCode.SEND_MESSAGE_V2, SendRequest.SHORT, send, body.getBytes(StandardCharsets.UTF_8)));
        }

        CompletableFuture<Answer> commit(String group, String topic, int queueId, long offset) {
            return ask(Request.of(
                    RequestCode.UPDATE_CONSUMER_OFFSET,
                    CommitOffsetRequest.CODEC,
                    new CommitOffsetRequest(group, topic, queueId, offset)));
        }

        CompletableFuture<Answer> committed(String group, String topic, int queueId) {
            return ask(Request.of(
                    RequestCode.QUERY_CONSUMER_OFFSET,
                    QueryOffsetRequest.CODEC,
                    new QueryOffsetRequest(group, topic, queueId, false)));
        }

        CompletableFuture<Answer> pull(String group, String topic, int queueId, long offset, long waitMillis) {
            int flags = PullRequest.CARRIES_SUBSCRIPTION | (waitMillis > 0 ? PullRequest.MAY_WAIT : 0);
            return ask(Request.of(
                    RequestCode.PULL_MESSAGE,
                    PullRequest.CODEC,
                    new PullRequest(group, topic, queueId, offset, 32, flags, 0, waitMillis, "*", 0, "TAG", null)));
        }
    }

    Client client(String name) {
        return new Client(name);
    }

    Answer await(CompletableFuture<Answer> asked) {
        simulation.runUntil("the answer comes", 60_000, asked::isDone);
        return asked.join();
    }

    void awaitSuccess(CompletableFuture<Answer> asked) {
        Answer answer = await(asked);
        assertThat(answer.code()).as(answer.remark()).isEqualTo(ResponseCode.SUCCESS);
    }
}
