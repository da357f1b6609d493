package io.apogeemq.client.produce;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.client.TestCluster;
import io.apogeemq.client.body.BodyFormat;
import io.apogeemq.client.choice.FaultTable;
import io.apogeemq.client.core.ClientFailure;
import io.apogeemq.client.core.ClientInstance;
import io.apogeemq.client.core.ClientSettings;
import io.apogeemq.client.core.FailureCode;
import io.apogeemq.client.core.NameServerLookup;
import io.apogeemq.protocol.body.BrokerQueue;
import io.apogeemq.protocol.body.HeartbeatBody;
import io.apogeemq.protocol.body.ProducerRecord;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.frame.HeaderEncoding;
import io.apogeemq.protocol.message.BatchBody;
import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.PropertyKey;
import io.apogeemq.protocol.message.SysFlag;
import io.apogeemq.simulation.SimulatedProcess;
import io.apogeemq.simulation.Simulation;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The producer against brokers of the test's own, all in one thread. */
class ProducerTest {
    private static final long TIMEOUT = 3_000;

    private final Simulation world = new Simulation(7);
    private final TestCluster cluster = new TestCluster(world.clock());
    private final SimulatedProcess nameServerProcess = world.process("namesrv");
    private final SimulatedProcess processA = world.process("a");
    private final SimulatedProcess processB = world.process("b");
    private final SimulatedProcess clientProcess = world.process("client");
    private final AtomicInteger ids = new AtomicInteger();
    private final FaultTable faults = new FaultTable(world.clock());
    private TestCluster.Broker a;
    private TestCluster.Broker b;
    private ClientInstance instance;
    private Producer producer;

    @BeforeEach
    void open() throws Exception {
        String nameServer = cluster.nameServer(nameServerProcess.network(), nameServerProcess.loop("main"), at(9876));
        a = cluster.broker("a", processA.network(), processA.loop("main"), at(10911));
        b = cluster.broker("b", processB.network(), processB.loop("main"), at(10921));
        instance = client("127.0.0.1:9875;" + nameServer);
        producer = new Producer(instance, "orders-out", () -> "ID" + ids.incrementAndGet(), faults);
        get(instance.start());
    }

    private ClientInstance client(String nameServers) {
        return new ClientInstance(
                ClientSettings.defaults("10.0.0.9@test", nameServers),
                clientProcess,
                clientProcess.network(),
                NameServerLookup.NONE,
                List.of());
    }

    @Test
    void a_message_goes_out_with_all_that_a_broker_wants_to_know() {
        cluster.topic("orders", 1, a);
        OutgoingMessage message = message("orders", "paid", PropertyKey.TAGS, "TagA");
        Sent sent = get(producer.send(message, SendOptions.DEFAULT, Manner.SYNC, TIMEOUT));

        TestCluster.Got got = a.got.get(0);
        assertThat(got.code()).isEqualTo(RequestCode.SEND_MESSAGE_V2);
        assertThat(got.header().producerGroup()).isEqualTo("orders-out");
        assertThat(got.header().topic()).isEqualTo("orders");
        assertThat(got.header().defaultTopic()).isEqualTo("TBW102");
        assertThat(got.header().defaultQueueCount()).isEqualTo(4);
        assertThat(got.header().queueId()).isZero();
        assertThat(got.header().brokerName()).isEqualTo("a");
        assertThat(got.header().batch()).isFalse();
        assertThat(properties(got)).containsEntry("TAGS", "TagA").containsEntry("UNIQ_KEY", "ID1");
        assertThat(got.body()).isEqualTo(bytes("paid"));
        assertThat(sent)
                .isEqualTo(new Sent(
                        Sent.Status.OK,
                        "ID1",
                        "7F00000100002A9F00000000000001DC",
                        new BrokerQueue("a", 0, "orders"),
                        0,
                        null,
                        null,
                        "DefaultRegion",
                        true));
        assertThat(message.properties()).containsEntry("UNIQ_KEY", "ID1");
    }

    @Test
    void messages_take_turns_among_the_queues_of_all_brokers() {
        cluster.topic("orders", 2, a, b);
        Set<BrokerQueue> queues = new java.util.HashSet<>();
        for (int i = 0; i < 4; i++) {
            queues.add(get(producer.send(message("orders", "x"), SendOptions.DEFAULT, Manner.SYNC, TIMEOUT))
                    .queue());
        }
        assertThat(queues).hasSize(4);
        assertThat(a.got).hasSize(2);
        assertThat(b.got).hasSize(2);
    }

    @Test
    void an_unknown_topic_goes_to_the_brokers_that_may_create_it() {
        cluster.topic("TBW102", 8, a);
        get(producer.send(message("new", "x"), SendOptions.DEFAULT, Manner.SYNC, TIMEOUT));
        assertThat(a.got.get(0).header().topic()).isEqualTo("new");
        assertThat(instance.routes().find("new").orElseThrow().writable()).hasSize(4);
    }

    @Test
    void a_topic_without_any_route_is_refused_by_the_client() {
        ClientFailure failure =
                failure(producer.send(message("nowhere", "x"), SendOptions.DEFAULT, Manner.SYNC, TIMEOUT));
        assertThat(failure.kind()).isEqualTo(ClientFailure.Kind.CLIENT);
        assertThat(failure.code()).isEqualTo(FailureCode.NO_ROUTE);
        assertThat(failure)
                .hasMessageStartingWith("No route info of this topic: nowhere; NameServer 127.0.0.1:9876 knows neither")
                .hasMessageContaining("autoCreateTopicEnable=true");
    }

    @Test
    void a_client_without_name_servers_says_so() {
        SimulatedProcess lonely = world.process("lonely");
        ClientInstance none = new ClientInstance(
                ClientSettings.defaults("10.0.0.9@none", null),
                lonely,
                lonely.network(),
                NameServerLookup.NONE,
                List.of());
        get(none.start());
        ClientFailure failure = failure(new Producer(none, "g", () -> "ID", faults)
                .send(message("orders", "x"), SendOptions.DEFAULT, Manner.SYNC, TIMEOUT));
        assertThat(failure.code()).isEqualTo(FailureCode.NO_NAME_SERVER);
        assertThat(failure).hasMessage("No name server address, please set it.");
    }

    @Test
    void a_broker_that_is_gone_is_passed_over_for_another() {
        cluster.topic("orders", 1, a, b);
        processA.crash();
        for (int i = 0; i < 6; i++) {
            Sent sent = get(producer.send(message("orders", "x"), SendOptions.DEFAULT, Manner.SYNC, TIMEOUT));
            assertThat(sent.queue().brokerName()).isEqualTo("b");
        }
        assertThat(b.got).hasSize(6);
    }

    @Test
    void a_broker_that_says_it_is_busy_is_passed_over_for_another() {
        cluster.topic("orders", 1, a, b);
        a.answer = got -> a.refused(ResponseCode.SYSTEM_BUSY);
        for (int i = 0; i < 4; i++) {
            get(producer.send(message("orders", "x"), SendOptions.DEFAULT, Manner.SYNC, TIMEOUT));
        }
        assertThat(b.got).hasSize(4);
        assertThat(a.got).isNotEmpty();
    }

    @Test
    void a_message_that_a_broker_calls_illegal_is_not_sent_again() {
        cluster.topic("orders", 1, a);
        a.answer = got -> a.refused(ResponseCode.MESSAGE_ILLEGAL);
        ClientFailure failure =
                failure(producer.send(message("orders", "x"), SendOptions.DEFAULT, Manner.SYNC, TIMEOUT));
        assertThat(failure.isRefusal(ResponseCode.MESSAGE_ILLEGAL)).isTrue();
        assertThat(failure.address()).isEqualTo(a.address());
        assertThat(a.got).hasSize(1);
    }

    @Test
    void tries_end_and_the_failure_tells_them() {
        cluster.topic("orders", 1, a, b);
        a.answer = got -> a.refused(ResponseCode.SYSTEM_ERROR);
        b.answer = got -> b.refused(ResponseCode.SYSTEM_ERROR);
        ClientFailure failure =
                failure(producer.send(message("orders", "x"), SendOptions.DEFAULT, Manner.SYNC, TIMEOUT));
        assertThat(failure.kind()).isEqualTo(ClientFailure.Kind.CLIENT);
        assertThat(failure.code()).isEqualTo(ResponseCode.SYSTEM_ERROR);
        assertThat(failure.getMessage())
                .matches("Send \\[3] times, still failed, cost \\[\\d+]ms, Topic: orders,"
                        + " BrokersSent: \\[(a, b, a|b, a, b)];"
                        + " the last one: 127.0.0.1:109[12]1 answered with code 1, on purpose");
        assertThat(failure).hasCauseInstanceOf(ClientFailure.class);
        assertThat(a.got.size() + b.got.size()).isEqualTo(3);
    }

    @Test
    void tries_stop_when_the_time_is_used_up() {
        cluster.topic("orders", 1, a);
        a.answer = got -> a.silent();
        ClientFailure failure = failure(producer.send(message("orders", "x"), SendOptions.DEFAULT, Manner.SYNC, 1_000));
        assertThat(failure.kind()).isEqualTo(ClientFailure.Kind.TOO_MANY);
        assertThat(failure)
                .hasMessageStartingWith(
                        "sendDefaultImpl call timeout: 1000 ms for a message to topic orders were used up by")
                .hasMessageContaining("127.0.0.1:10911");
    }

    @Test
    void a_cap_on_one_try_leaves_time_for_another_broker() {
        cluster.topic("orders", 1, a, b);
        a.answer = got -> a.silent();
        SendOptions options = with(500, SendOptions.DEFAULT);
        for (int i = 0; i < 2; i++) {
            Sent sent = get(producer.send(message("orders", "x"), options, Manner.SYNC, TIMEOUT));
            assertThat(sent.queue().brokerName()).isEqualTo("b");
        }
    }

    @Test
    void the_status_of_a_message_that_is_stored_but_not_safe_is_told() {
        cluster.topic("orders", 1, a);
        Map<Integer, Sent.Status> statuses = Map.of(
                ResponseCode.FLUSH_DISK_TIMEOUT, Sent.Status.FLUSH_DISK_TIMEOUT,
                ResponseCode.FLUSH_SLAVE_TIMEOUT, Sent.Status.FLUSH_SLAVE_TIMEOUT,
                ResponseCode.SLAVE_NOT_AVAILABLE, Sent.Status.SLAVE_NOT_AVAILABLE);
        statuses.forEach((code, status) -> {
            a.answer = got -> a.stored(got, code);
            assertThat(get(producer.send(message("orders", "x"), SendOptions.DEFAULT, Manner.SYNC, TIMEOUT))
                            .status())
                    .isEqualTo(status);
        });
    }

    @Test
    void an_asynchronous_send_is_tried_again_after_a_broken_connection_but_not_after_a_refusal() {
        cluster.topic("orders", 1, a, b);
        processA.crash();
        for (int i = 0; i < 4; i++) {
            get(producer.send(message("orders", "x"), SendOptions.DEFAULT, Manner.ASYNC, TIMEOUT));
        }
        assertThat(b.got).hasSize(4);
        b.answer = got -> b.refused(ResponseCode.SYSTEM_BUSY);
        ClientFailure failure =
                failure(producer.send(message("orders", "x"), SendOptions.DEFAULT, Manner.ASYNC, TIMEOUT));
        assertThat(failure.isRefusal(ResponseCode.SYSTEM_BUSY)).isTrue();
        assertThat(b.got).hasSize(5);
    }

    @Test
    void a_one_way_send_waits_for_no_answer() {
        cluster.topic("orders", 1, a);
        a.answer = got -> a.silent();
        get(producer.send(message("orders", "x"), SendOptions.DEFAULT, Manner.ONE_WAY, TIMEOUT));
        world.runUntil("it arrives", 1_000, () -> a.got.size() == 1);
    }

    @Test
    void a_given_queue_is_used_and_nothing_is_tried_again() {
        cluster.topic("orders", 3, a, b);
        get(producer.send(message("orders", "x"), SendOptions.DEFAULT, Manner.SYNC, TIMEOUT));
        a.answer = got -> a.refused(ResponseCode.SYSTEM_BUSY);
        a.got.clear();
        ClientFailure failure = failure(producer.sendTo(
                new BrokerQueue("a", 2, "orders"), message("orders", "x"), SendOptions.DEFAULT, Manner.SYNC, TIMEOUT));
        assertThat(failure.isRefusal(ResponseCode.SYSTEM_BUSY)).isTrue();
        assertThat(a.got).hasSize(1);
        assertThat(a.got.get(0).header().queueId()).isEqualTo(2);
    }

    @Test
    void a_queue_of_a_broker_nobody_knows_is_refused() {
        cluster.topic("orders", 1, a);
        ClientFailure failure = failure(producer.sendTo(
                new BrokerQueue("z", 0, "orders"), message("orders", "x"), SendOptions.DEFAULT, Manner.SYNC, TIMEOUT));
        assertThat(failure).hasMessageStartingWith("The broker[z] not exist: ").hasMessageContaining("127.0.0.1:9876");
    }

    @Test
    void a_selector_sees_all_queues_in_order_and_chooses() {
        cluster.topic("orders", 2, b, a);
        List<BrokerQueue> seen = new ArrayList<>();
        Sent sent = get(producer.sendSelected(
                queues -> {
                    seen.addAll(queues);
                    return queues.get(3);
                },
                message("orders", "x"),
                SendOptions.DEFAULT,
                Manner.SYNC,
                TIMEOUT));
        assertThat(seen)
                .containsExactly(
                        new BrokerQueue("a", 0, "orders"),
                        new BrokerQueue("a", 1, "orders"),
                        new BrokerQueue("b", 0, "orders"),
                        new BrokerQueue("b", 1, "orders"));
        assertThat(sent.queue()).isEqualTo(new BrokerQueue("b", 1, "orders"));
    }

    @Test
    void a_long_body_is_compressed_and_the_program_keeps_its_own() throws Exception {
        cluster.topic("orders", 1, a);
        byte[] body = "order ".repeat(1000).getBytes(StandardCharsets.UTF_8);
        OutgoingMessage message = new OutgoingMessage("orders", 0, new HashMap<>(), body);
        get(producer.send(message, SendOptions.DEFAULT, Manner.SYNC, TIMEOUT));
        TestCluster.Got got = a.got.get(0);
        assertThat(got.header().sysFlag()).isEqualTo(SysFlag.COMPRESSED | SysFlag.COMPRESSION_ZLIB);
        assertThat(got.body().length).isLessThan(200);
        assertThat(new InflaterInputStream(new ByteArrayInputStream(got.body())).readAllBytes())
                .isEqualTo(body);
        assertThat(message.body()).isSameAs(body);
    }

    @Test
    void a_body_that_grows_by_compression_goes_out_as_it_is() {
        cluster.topic("orders", 1, a);
        byte[] body = new byte[5000];
        new Random(1).nextBytes(body);
        OutgoingMessage message = new OutgoingMessage("orders", 0, new HashMap<>(), body);
        get(producer.send(message, SendOptions.DEFAULT, Manner.SYNC, TIMEOUT));
        assertThat(a.got.get(0).header().sysFlag()).isZero();
        assertThat(a.got.get(0).body()).isEqualTo(body);
    }

    @Test
    void a_program_may_choose_another_format() throws Exception {
        cluster.topic("orders", 1, a);
        byte[] body = new byte[5000];
        for (BodyFormat format : BodyFormat.values()) {
            a.got.clear();
            SendOptions options = with(new Compression(format, 5), SendOptions.DEFAULT);
            get(producer.send(new OutgoingMessage("orders", 0, new HashMap<>(), body), options, Manner.SYNC, TIMEOUT));
            assertThat(a.got.get(0).header().sysFlag()).isEqualTo(format.sysFlag());
            assertThat(format.restore(a.got.get(0).body())).isEqualTo(body);
        }
    }

    @Test
    void a_batch_goes_out_as_one_and_is_known_by_all_its_ids() {
        cluster.topic("orders", 1, a);
        OutgoingMessage batch = OutgoingMessage.batch(
                "orders",
                true,
                List.of(
                        message("orders", "one", PropertyKey.UNIQUE_ID, "U1"),
                        message("orders", "two", PropertyKey.UNIQUE_ID, "U2")));
        Sent sent = get(producer.send(batch, SendOptions.DEFAULT, Manner.SYNC, TIMEOUT));
        assertThat(sent.messageId()).isEqualTo("U1,U2");
        TestCluster.Got got = a.got.get(0);
        assertThat(got.code()).isEqualTo(RequestCode.SEND_BATCH_MESSAGE);
        assertThat(got.header().batch()).isTrue();
        BatchBody items = new BatchBody();
        items.open(ByteBuffer.wrap(got.body()));
        List<String> bodies = new ArrayList<>();
        while (items.next()) {
            bodies.add(StandardCharsets.UTF_8.decode(items.body()).toString());
        }
        assertThat(bodies).containsExactly("one", "two");
    }

    @Test
    void a_message_for_a_retry_topic_tells_its_times_in_the_header() {
        cluster.topic("%RETRY%g", 1, a);
        OutgoingMessage message = message("%RETRY%g", "x", PropertyKey.RECONSUME_TIME, "3");
        message.properties().put(PropertyKey.MAX_RECONSUME_TIMES, "16");
        get(producer.send(message, SendOptions.DEFAULT, Manner.SYNC, TIMEOUT));
        TestCluster.Got got = a.got.get(0);
        assertThat(got.header().reconsumeTimes()).isEqualTo(3);
        assertThat(got.header().maxReconsumeTimes()).isEqualTo(16);
        assertThat(properties(got)).containsEntry("RECONSUME_TIME", "3");
        assertThat(message.properties()).doesNotContainKeys("RECONSUME_TIME", "MAX_RECONSUME_TIMES");
    }

    @Test
    void an_observer_sees_every_try_and_may_forbid_it() {
        cluster.topic("orders", 1, a, b);
        a.answer = got -> a.refused(ResponseCode.SYSTEM_BUSY);
        b.answer = got -> b.refused(ResponseCode.SYSTEM_BUSY);
        List<String> seen = new ArrayList<>();
        producer.observer(new SendObserver() {
            @Override
            public Object before(Attempt attempt) throws ClientFailure {
                if (attempt.message().flag() == 9) {
                    throw ClientFailure.client("forbidden on purpose");
                }
                seen.add("before " + attempt.queue().brokerName());
                return attempt.queue().brokerName();
            }

            @Override
            public void after(Object before, Sent sent, ClientFailure failure) {
                seen.add("after " + before + " " + (failure == null ? "ok" : failure.code()));
            }
        });
        failure(producer.send(message("orders", "x"), SendOptions.DEFAULT, Manner.SYNC, TIMEOUT));
        assertThat(seen).hasSize(6);
        assertThat(seen.get(0)).startsWith("before");
        assertThat(seen.get(1)).startsWith("after").endsWith("2");
        int asked = a.got.size() + b.got.size();
        failure(producer.send(
                new OutgoingMessage("orders", 9, new HashMap<>(), bytes("x")),
                SendOptions.DEFAULT,
                Manner.SYNC,
                TIMEOUT));
        assertThat(a.got.size() + b.got.size()).isEqualTo(asked);
    }

    @Test
    void what_an_observer_sets_among_the_properties_is_stored_with_each_try() throws Exception {
        cluster.topic("orders", 1, a, b);
        List<String> tries = new ArrayList<>();
        for (TestCluster.Broker broker : List.of(a, b)) {
            broker.answer = got -> {
                tries.add(properties(got).get("tries"));
                return broker.refused(ResponseCode.SYSTEM_BUSY);
            };
        }
        producer.observer(new SendObserver() {
            @Override
            public Object before(Attempt attempt) {
                attempt.message()
                        .properties()
                        .merge("tries", "1", (old, one) -> Integer.toString(Integer.parseInt(old) + 1));
                return "";
            }

            @Override
            public void after(Object before, Sent sent, ClientFailure failure) {}
        });
        failure(producer.send(message("orders", "x"), SendOptions.DEFAULT, Manner.SYNC, TIMEOUT));
        assertThat(tries).containsExactly("1", "2", "3");
    }

    @Test
    void a_broker_seen_failing_is_passed_over_by_later_sends_and_comes_back() {
        cluster.topic("orders", 1, a, b);
        faults.enable(true);
        a.answer = got -> a.refused(ResponseCode.SYSTEM_BUSY);
        for (int i = 0; i < 3; i++) {
            get(producer.send(message("orders", "x"), SendOptions.DEFAULT, Manner.SYNC, TIMEOUT));
        }
        assertThat(a.got).hasSizeLessThanOrEqualTo(1);
        assertThat(b.got).hasSize(3);
    }

    @Test
    void brokers_hear_of_a_producer_when_it_starts_and_when_it_leaves() {
        cluster.topic("orders", 1, a);
        assertThat(get(producer.start(List.of("orders")))).isTrue();
        HeartbeatBody heartbeat = a.heartbeats.get(a.heartbeats.size() - 1);
        assertThat(heartbeat.clientId()).isEqualTo("10.0.0.9@test");
        assertThat(heartbeat.producers())
                .containsExactlyInAnyOrder(
                        new ProducerRecord("CLIENT_INNER_PRODUCER"), new ProducerRecord("orders-out"));
        get(producer.stop());
        assertThat(a.left).hasSize(1);
        assertThat(a.left.get(0).producerGroup()).isEqualTo("orders-out");
    }

    @Test
    void heartbeats_of_version_2_leave_out_what_a_broker_knows_until_it_asks() {
        cluster.topic("orders", 1, a);
        SimulatedProcess process = world.process("v2");
        ClientInstance second = new ClientInstance(
                new ClientSettings(
                        "10.0.0.9@v2",
                        "127.0.0.1:9876",
                        30_000,
                        30_000,
                        5_000,
                        3_000,
                        false,
                        true,
                        false,
                        1,
                        Map.of(),
                        HeaderEncoding.JSON),
                process,
                process.network(),
                NameServerLookup.NONE,
                List.of());
        get(second.start());
        get(new Producer(second, "g", () -> "ID", faults).start(List.of("orders")));
        world.runFor(35_000);
        assertThat(a.heartbeats).extracting(HeartbeatBody::withoutSubscriptions).containsExactly(false, true, true);
        assertThat(a.heartbeats).extracting(HeartbeatBody::fingerprint).doesNotContain(0);
        a.subscriptionsChanged = true;
        world.runFor(60_000);
        assertThat(a.heartbeats)
                .extracting(HeartbeatBody::withoutSubscriptions)
                .containsExactly(false, true, true, true, false);
    }

    @Test
    void a_message_that_is_stored_but_not_safe_is_sent_elsewhere_when_the_program_asks_for_it() {
        cluster.topic("orders", 1, a, b);
        a.answer = got -> a.stored(got, ResponseCode.FLUSH_DISK_TIMEOUT);
        SendOptions base = SendOptions.DEFAULT;
        SendOptions options = new SendOptions(
                base.createTopicKey(),
                base.queueCount(),
                base.maxTimeoutPerTryMillis(),
                base.compressFrom(),
                base.compression(),
                base.triesSync(),
                base.triesAsync(),
                true,
                base.retryCodes(),
                base.unitMode(),
                base.longHeader(),
                base.vipChannel());
        for (int i = 0; i < 2; i++) {
            assertThat(get(producer.send(message("orders", "x"), options, Manner.SYNC, TIMEOUT))
                            .status())
                    .isEqualTo(Sent.Status.OK);
        }
        b.answer = got -> b.stored(got, ResponseCode.FLUSH_SLAVE_TIMEOUT);
        assertThat(get(producer.send(message("orders", "x"), options, Manner.SYNC, TIMEOUT))
                        .status())
                .isNotEqualTo(Sent.Status.OK);
    }

    @Test
    void a_detector_finds_that_a_broker_is_back() throws Exception {
        cluster.topic("orders", 1, a, b);
        get(producer.start(List.of("orders")));
        faults.enable(true);
        producer.detect(200, 2_000);
        processA.crash();
        for (int i = 0; i < 4; i++) {
            get(producer.send(message("orders", "x"), SendOptions.DEFAULT, Manner.SYNC, TIMEOUT));
        }
        assertThat(faults.isReachable("a")).isFalse();
        SimulatedProcess again = world.process("a");
        cluster.broker("a", again.network(), again.loop("main"), at(10911));
        world.runUntil("the detector sees it", 20_000, () -> faults.isReachable("a"));
    }

    @Test
    void a_group_may_have_one_producer_in_a_client() {
        assertThat(get(producer.start(List.of()))).isTrue();
        assertThat(get(new Producer(instance, "orders-out", () -> "ID", faults).start(List.of())))
                .isFalse();
    }

    @Test
    void routes_are_asked_for_again_and_moved_topics_followed() {
        cluster.topic("orders", 1, a);
        get(producer.start(List.of("orders")));
        cluster.topic("orders", 1, b);
        world.runFor(31_000);
        assertThat(get(producer.send(message("orders", "x"), SendOptions.DEFAULT, Manner.SYNC, TIMEOUT))
                        .queue()
                        .brokerName())
                .isEqualTo("b");
    }

    @Test
    void a_client_goes_on_with_what_it_knows_when_all_name_servers_are_gone() {
        cluster.topic("orders", 1, a);
        get(producer.start(List.of("orders")));
        nameServerProcess.crash();
        world.runFor(70_000);
        get(producer.send(message("orders", "x"), SendOptions.DEFAULT, Manner.SYNC, TIMEOUT));
        assertThat(a.got).hasSize(1);
    }

    @Test
    void a_broker_that_came_back_is_told_at_once_who_the_client_is() throws Exception {
        cluster.topic("orders", 1, a);
        get(producer.start(List.of("orders")));
        processA.crash();
        world.runFor(100);
        SimulatedProcess again = world.process("a");
        TestCluster.Broker back = cluster.broker("a", again.network(), again.loop("main"), at(10911));
        get(producer.send(message("orders", "x"), SendOptions.DEFAULT, Manner.SYNC, TIMEOUT));
        world.runUntil("a heartbeat", 1_000, () -> !back.heartbeats.isEmpty());
    }

    private <T> T get(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        world.runUntil("an outcome", 20_000, future::isDone);
        return future.join();
    }

    private ClientFailure failure(CompletionStage<?> stage) {
        CompletableFuture<?> future = stage.toCompletableFuture();
        world.runUntil("an outcome", 20_000, future::isDone);
        assertThat(future).isCompletedExceptionally();
        return ClientFailure.of(future.handle((value, end) -> end).join(), "", 0);
    }

    private static SendOptions with(long cap, SendOptions base) {
        return new SendOptions(
                base.createTopicKey(),
                base.queueCount(),
                cap,
                base.compressFrom(),
                base.compression(),
                base.triesSync(),
                base.triesAsync(),
                base.retryWhenNotOk(),
                base.retryCodes(),
                base.unitMode(),
                base.longHeader(),
                base.vipChannel());
    }

    private static SendOptions with(Compression compression, SendOptions base) {
        return new SendOptions(
                base.createTopicKey(),
                base.queueCount(),
                base.maxTimeoutPerTryMillis(),
                base.compressFrom(),
                compression,
                base.triesSync(),
                base.triesAsync(),
                base.retryWhenNotOk(),
                base.retryCodes(),
                base.unitMode(),
                base.longHeader(),
                base.vipChannel());
    }

    private static OutgoingMessage message(String topic, String body, String... property) {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < property.length; i += 2) {
            properties.put(property[i], property[i + 1]);
        }
        return new OutgoingMessage(topic, 0, properties, bytes(body));
    }

    private static Map<String, String> properties(TestCluster.Got got) {
        return MessageProperties.decode(new String(got.header().properties().toBytes(), StandardCharsets.UTF_8));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static InetSocketAddress at(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
