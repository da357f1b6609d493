package io.apogeemq.namesrv;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.ThreadedLoops;
import io.apogeemq.protocol.body.BrokerRecord;
import io.apogeemq.protocol.body.ClusterInfo;
import io.apogeemq.protocol.body.DataVersion;
import io.apogeemq.protocol.body.KvTable;
import io.apogeemq.protocol.body.MemberGroupBody;
import io.apogeemq.protocol.body.Perm;
import io.apogeemq.protocol.body.QueueRoute;
import io.apogeemq.protocol.body.RegisterBrokerBody;
import io.apogeemq.protocol.body.TopicList;
import io.apogeemq.protocol.body.TopicRecord;
import io.apogeemq.protocol.body.TopicRoute;
import io.apogeemq.protocol.body.TopicTableBody;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.frame.HeaderEncoding;
import io.apogeemq.protocol.header.BrokerHeartbeatRequest;
import io.apogeemq.protocol.header.BrokerNameRequest;
import io.apogeemq.protocol.header.BrokerRequest;
import io.apogeemq.protocol.header.ClusterRequest;
import io.apogeemq.protocol.header.DataVersionAnswer;
import io.apogeemq.protocol.header.DeleteRouteRequest;
import io.apogeemq.protocol.header.KvAnswer;
import io.apogeemq.protocol.header.KvRequest;
import io.apogeemq.protocol.header.MemberGroupRequest;
import io.apogeemq.protocol.header.NamespaceRequest;
import io.apogeemq.protocol.header.PutKvRequest;
import io.apogeemq.protocol.header.RegisterBrokerRequest;
import io.apogeemq.protocol.header.RouteRequest;
import io.apogeemq.protocol.header.TopicRequest;
import io.apogeemq.protocol.header.WipeWritePermAnswer;
import io.apogeemq.remoting.Answer;
import io.apogeemq.remoting.Lanes;
import io.apogeemq.remoting.Request;
import io.apogeemq.remoting.Routes;
import io.apogeemq.remoting.RpcClient;
import io.apogeemq.remoting.RpcLimits;
import io.apogeemq.remoting.netty.NettyNetwork;
import io.apogeemq.remoting.netty.NettyOptions;
import io.apogeemq.settings.LiveSettings;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real server on a loopback port, asked over real connections. */
class NameServerTest {
    private static final String BROKER = "10.0.0.1:10911";

    @TempDir
    private Path directory;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final ThreadedLoops loops = new ThreadedLoops("test-");
    private final NettyNetwork network = new NettyNetwork("test-io", NettyOptions.defaults(1));
    private final RpcClient client = client();
    private String address = "";

    @BeforeEach
    void start() throws IOException {
        address = startServer("");
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        network.close();
        loops.close();
    }

    @Test
    void a_registered_broker_is_found_by_its_topics() throws Exception {
        Answer registered = register(leader(0), body("A", "B"));
        assertThat(registered.isOk()).isTrue();
        assertThat(registered.body()).isEmpty();

        Answer route = route("A");
        assertThat(new String(route.body(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"brokerDatas\":[{\"brokerAddrs\":{\"0\":\"10.0.0.1:10911\"},\"brokerName\":\"broker-a\",\"cluster\":\"c1\",\"enableActingMaster\":false}],"
                                + "\"filterServerTable\":{},\"queueDatas\":[{\"brokerName\":\"broker-a\",\"perm\":6,\"readQueueNums\":4,\"topicSysFlag\":0,\"writeQueueNums\":4}]}");
        assertThat(route("A").body()).as("asked again").isEqualTo(route.body());
        assertThat(route("X").code()).isEqualTo(ResponseCode.TOPIC_NOT_EXIST);
        assertThat(route("X").remark()).isEqualTo("No topic route info in name server for the topic: X");
        ClusterInfo clusters = ClusterInfo.BODY.read(
                ok(Request.of(RequestCode.GET_BROKER_CLUSTER_INFO)).body());
        assertThat(clusters.clusters()).isEqualTo(Map.of("c1", Set.of("broker-a")));
        assertThat(MemberGroupBody.BODY
                        .read(ok(Request.of(
                                        RequestCode.GET_BROKER_MEMBER_GROUP,
                                        MemberGroupRequest.CODEC,
                                        new MemberGroupRequest("c1", "broker-a")))
                                .body())
                        .group()
                        .addresses())
                .isEqualTo(Map.of(0L, BROKER));
    }

    @Test
    void an_old_client_is_given_bare_keys() throws Exception {
        register(leader(0), body("A", "B"));

        assertThat(rawRoute(399, "A")).contains("\"brokerAddrs\":{0:\"10.0.0.1:10911\"}");
        assertThat(rawRoute(401, "A")).contains("\"brokerAddrs\":{\"0\":\"10.0.0.1:10911\"}");
        assertThat(rawRoute(0, "A\",\"acceptStandardJsonOnly\":\"true"))
                .contains("\"brokerAddrs\":{\"0\":\"10.0.0.1:10911\"}");
    }

    @Test
    void an_answer_that_was_kept_goes_when_what_it_says_changes() throws Exception {
        register(leader(0), body("A", "B"));
        assertThat(queues("A")).containsExactly(new QueueRoute("broker-a", 6, 4, 0, 4));

        Answer wiped = ok(Request.of(
                RequestCode.WIPE_WRITE_PERM_OF_BROKER, BrokerNameRequest.CODEC, new BrokerNameRequest("broker-a")));
        assertThat(wiped.header(WipeWritePermAnswer.CODEC).topicCount()).isEqualTo(2);
        assertThat(queues("A")).containsExactly(new QueueRoute("broker-a", Perm.READ, 4, 0, 4));

        register(other("broker-b", "10.0.0.2:10911"), body("A", "B"));
        assertThat(queues("A")).extracting(QueueRoute::brokerName).containsExactly("broker-a", "broker-b");

        ok(Request.of(
                RequestCode.UNREGISTER_BROKER, BrokerRequest.CODEC, new BrokerRequest("broker-a", BROKER, "c1", 0)));
        assertThat(queues("A")).extracting(QueueRoute::brokerName).containsExactly("broker-b");

        ok(Request.of(
                RequestCode.DELETE_TOPIC_IN_NAMESRV, DeleteRouteRequest.CODEC, new DeleteRouteRequest("A", null)));
        assertThat(route("A").code()).isEqualTo(ResponseCode.TOPIC_NOT_EXIST);
    }

    @Test
    void every_form_of_a_registration_is_understood() throws Exception {
        TopicTableBody topics = table(1, "A", "B");
        byte[] plain = RegisterBrokerBody.BODY.write(new RegisterBrokerBody(List.of(), topics));
        CRC32 crc = new CRC32();
        crc.update(plain);
        int masked = (int) crc.getValue() & 0x7FFFFFFF;

        assertThat(register(leader(masked), plain).isOk()).isTrue();
        assertThat(register(leader(masked == 1 ? 2 : 1), plain).remark()).isEqualTo("crc32 not match");
        assertThat(register(leader(0), "{\"topicConfig".getBytes(StandardCharsets.UTF_8))
                        .remark())
                .startsWith("register broker failed: the body is not JSON");
        register(compressed("broker-flagged", true), compressedBody("F"));
        register(compressed("broker-silent", false), compressedBody("S"));
        rawRegister(36, "broker-old", TopicTableBody.BODY.write(table(1, "O", "P")));

        assertThat(queues("A")).containsExactly(new QueueRoute("broker-a", 6, 4, 0, 4));
        assertThat(queues("F")).containsExactly(new QueueRoute("broker-flagged", 6, 4, 0, 8));
        assertThat(queues("S")).containsExactly(new QueueRoute("broker-silent", 6, 4, 0, 8));
        assertThat(queues("O")).containsExactly(new QueueRoute("broker-old", 6, 4, 0, 4));
    }

    @Test
    void a_broker_whose_connection_closes_is_gone_at_once() throws Exception {
        RpcClient broker = client();
        get(broker.call(address, registration(leader(0), body("A", "B")), 5000));
        assertThat(route("A").isOk()).isTrue();

        broker.close();

        awaitRoute("A", ResponseCode.TOPIC_NOT_EXIST);
    }

    @Test
    void a_silent_broker_is_gone_after_its_own_time() throws Exception {
        address = startServer("scanNotActiveBrokerInterval=20\n");
        RegisterBrokerRequest impatient =
                new RegisterBrokerRequest("broker-a", BROKER, "c1", "ha", 0, 50L, null, false, 0, null);
        get(client().call(address, registration(impatient, body("A", "B")), 5000));

        awaitRoute("A", ResponseCode.TOPIC_NOT_EXIST);
    }

    @Test
    void a_broker_asks_whether_its_version_is_known() throws Exception {
        assertThat(changed(new DataVersion(1, 0, 1))).as("before it registered").isTrue();
        register(leader(0), body("A", "B"));

        assertThat(changed(new DataVersion(1, 0, 1))).isFalse();
        assertThat(changed(new DataVersion(2, 0, 1))).isTrue();
        ok(Request.of(
                RequestCode.BROKER_HEARTBEAT,
                BrokerHeartbeatRequest.CODEC,
                new BrokerHeartbeatRequest("c1", BROKER, "broker-a", 0L, null, null, null, null, null)));
    }

    @Test
    void topics_are_listed_as_asked() throws Exception {
        Map<String, TopicRecord> topics = new LinkedHashMap<>(table(1, "A", "B").topics());
        for (int flag = 1; flag <= 3; flag++) {
            TopicRecord plain = TopicRecord.of("U" + flag, 4, 6);
            topics.put(plain.name(), new TopicRecord(Map.of(), false, 6, 4, plain.filterType(), plain.name(), flag, 4));
        }
        register(
                leader(0),
                RegisterBrokerBody.BODY.write(
                        new RegisterBrokerBody(List.of(), TopicTableBody.of(new DataVersion(1, 0, 1), topics))));

        assertThat(list(Request.of(RequestCode.GET_ALL_TOPIC_LIST_FROM_NAMESERVER)))
                .containsExactly("A", "B", "U1", "U2", "U3");
        assertThat(list(Request.of(RequestCode.GET_TOPICS_BY_CLUSTER, ClusterRequest.CODEC, new ClusterRequest("c1"))))
                .hasSize(5);
        assertThat(list(Request.of(RequestCode.GET_TOPICS_BY_CLUSTER, ClusterRequest.CODEC, new ClusterRequest("c9"))))
                .isEmpty();
        assertThat(list(Request.of(RequestCode.GET_SYSTEM_TOPIC_LIST_FROM_NS))).containsExactly("c1", "broker-a");
        assertThat(list(Request.of(RequestCode.GET_UNIT_TOPIC_LIST))).containsExactly("U1", "U3");
        assertThat(list(Request.of(RequestCode.GET_HAS_UNIT_SUB_TOPIC_LIST))).containsExactly("U2", "U3");
        assertThat(list(Request.of(RequestCode.GET_HAS_UNIT_SUB_UNUNIT_TOPIC_LIST)))
                .containsExactly("U2");
    }

    @Test
    void a_single_topic_may_be_told_by_itself() throws Exception {
        register(leader(0), body("A", "B"));
        TopicRoute alone =
                new TopicRoute(List.of(), Map.of(), null, List.of(new QueueRoute("broker-a", 6, 2, 0, 2)), null);

        ok(Request.of(
                RequestCode.REGISTER_TOPIC_IN_NAMESRV,
                TopicRequest.CODEC,
                new TopicRequest("S"),
                TopicRoute.BODY.write(alone)));

        assertThat(queues("S")).containsExactly(new QueueRoute("broker-a", 6, 2, 0, 2));
    }

    @Test
    void kept_texts_survive_a_restart() throws Exception {
        put("NS", "k", "v 1");
        put("ORDER_TOPIC_CONFIG", "A", "broker-a:4");
        put("NS", "gone", "x");
        ok(Request.of(RequestCode.DELETE_KV_CONFIG, KvRequest.CODEC, new KvRequest("NS", "gone")));
        assertThat(Files.readString(directory.resolve("kvConfig.json")))
                .startsWith("{\n\t\"configTable\":{\n\t\t\"NS\":{");

        address = startServer("");

        assertThat(ok(Request.of(RequestCode.GET_KV_CONFIG, KvRequest.CODEC, new KvRequest("NS", "k")))
                        .header(KvAnswer.CODEC)
                        .value())
                .isEqualTo("v 1");
        Answer none = ask(Request.of(RequestCode.GET_KV_CONFIG, KvRequest.CODEC, new KvRequest("NS", "gone")));
        assertThat(none.code()).isEqualTo(ResponseCode.QUERY_NOT_FOUND);
        assertThat(none.remark()).isEqualTo("No config item, Namespace: NS Key: gone");
        assertThat(KvTable.BODY
                        .read(ok(Request.of(
                                        RequestCode.GET_KVLIST_BY_NAMESPACE,
                                        NamespaceRequest.CODEC,
                                        new NamespaceRequest("NS")))
                                .body())
                        .table())
                .isEqualTo(Map.of("k", "v 1"));
        assertThat(ask(Request.of(
                                RequestCode.GET_KVLIST_BY_NAMESPACE, NamespaceRequest.CODEC, new NamespaceRequest("X")))
                        .code())
                .isEqualTo(ResponseCode.QUERY_NOT_FOUND);
        assertThat(KvTable.BODY.read(register(leader(0), body("A", "B")).body()).table())
                .isEqualTo(Map.of("A", "broker-a:4"));
    }

    @Test
    void texts_that_do_not_fit_are_refused() throws Exception {
        // of which the KV table has an eighth
        address = startServer("tableMostBytes=40000\n");
        put("NS", "k", "x".repeat(1000));
        Answer refused = ask(Request.of(
                RequestCode.PUT_KV_CONFIG, PutKvRequest.CODEC, new PutKvRequest("NS", "l", "x".repeat(1500))));
        assertThat(refused.code()).isEqualTo(ResponseCode.SYSTEM_ERROR);
        assertThat(refused.remark()).contains("may take 5000");
        for (int i = 0; i < 20; i++) {
            put("NS" + i, "k", "x");
            ok(Request.of(RequestCode.DELETE_KV_CONFIG, KvRequest.CODEC, new KvRequest("NS" + i, "k")));
            put("NS", "k", "y".repeat(1000));
        }
    }

    @Test
    void a_damaged_kv_file_is_replaced_by_what_it_held_before() throws Exception {
        put("NS", "k", "1");
        put("NS", "k", "2");
        Files.writeString(directory.resolve("kvConfig.json"), "{\"configTable\":{\"NS\":{\"k\":");

        address = startServer("");

        assertThat(ok(Request.of(RequestCode.GET_KV_CONFIG, KvRequest.CODEC, new KvRequest("NS", "k")))
                        .header(KvAnswer.CODEC)
                        .value())
                .isEqualTo("1");
    }

    @Test
    void a_route_carries_the_order_of_its_topic_once_that_is_switched_on() throws Exception {
        register(leader(0), body("A", "B"));
        put("ORDER_TOPIC_CONFIG", "A", "broker-a:4");
        assertThat(TopicRoute.BODY.read(route("A").body()).orderConf()).isNull();

        assertThat(update("orderMessageEnable=true").isOk()).isTrue();
        assertThat(TopicRoute.BODY.read(route("A").body()).orderConf()).isEqualTo("broker-a:4");

        put("ORDER_TOPIC_CONFIG", "A", "broker-a:8");
        assertThat(TopicRoute.BODY.read(route("A").body()).orderConf()).isEqualTo("broker-a:8");
        assertThat(Files.readString(directory.resolve("namesrv.properties"))).contains("orderMessageEnable=true\n");
    }

    @Test
    void settings_are_shown_and_changed_within_limits() throws Exception {
        String shown = new String(ok(Request.of(RequestCode.GET_NAMESRV_CONFIG)).body(), StandardCharsets.UTF_8);
        assertThat(shown.lines()).isSorted().contains("enableTopicList=true", "listenPort=0");

        assertThat(update("kvConfigPath=/tmp/elsewhere").code()).isEqualTo(ResponseCode.NO_PERMISSION);
        assertThat(update("kvConfigPath=/tmp/elsewhere").remark()).isEqualTo("Can not update config in black list.");
        assertThat(update("configBlackList=").code()).isEqualTo(ResponseCode.NO_PERMISSION);
        assertThat(update("rocketmqHome=/").code()).isEqualTo(ResponseCode.NO_PERMISSION);
        assertThat(update("listenPort=1234").code()).isEqualTo(ResponseCode.NO_PERMISSION);
        assertThat(update("enableTopicList=perhaps").code()).isEqualTo(ResponseCode.INVALID_PARAMETER);
        assertThat(update("enableTopicsList=false").remark()).contains("enableTopicList");
        assertThat(directory.resolve("namesrv.properties")).doesNotExist();

        assertThat(update("enableTopicList=false\nenableAllTopicList=false").isOk())
                .isTrue();
        for (Request request : List.of(
                Request.of(RequestCode.GET_ALL_TOPIC_LIST_FROM_NAMESERVER),
                Request.of(RequestCode.GET_UNIT_TOPIC_LIST),
                Request.of(RequestCode.GET_TOPICS_BY_CLUSTER, ClusterRequest.CODEC, new ClusterRequest("c1")))) {
            assertThat(ask(request).code()).isEqualTo(ResponseCode.SYSTEM_ERROR);
            assertThat(ask(request).remark()).startsWith("disable");
        }
    }

    @Test
    void routes_are_refused_for_a_while_after_the_start_if_that_is_wanted() throws Exception {
        address = startServer("needWaitForService=true\n");
        register(leader(0), body("A", "B"));

        assertThat(route("A").remark()).isEqualTo("name server not ready");
        update("waitSecondsForService=0");
        assertThat(route("A").isOk()).isTrue();
    }

    @Test
    void a_client_with_a_zone_sees_the_brokers_of_its_zone() throws Exception {
        register(
                new RegisterBrokerRequest("broker-a", BROKER, "c1", "ha", 0, null, null, false, 0, "z1"),
                body("A", "B"));
        register(
                new RegisterBrokerRequest("broker-b", "b:1", "c1", "ha", 0, null, null, false, 0, "z2"),
                body("A", "B"));

        TopicRoute route = TopicRoute.BODY.read(ok(Request.of(
                        RequestCode.GET_ROUTEINFO_BY_TOPIC,
                        RouteRequest.CODEC,
                        new RouteRequest("A", null, "Z2", true)))
                .body());

        assertThat(route.brokers()).extracting(BrokerRecord::name).containsExactly("broker-b");
    }

    @Test
    void name_servers_know_nothing_of_each_other() throws Exception {
        String second = startServer("kvConfigPath=" + directory.resolve("second.json") + "\n");
        register(leader(0), body("A", "B"));

        assertThat(get(client.call(second, routeRequest("A"), 5000)).code()).isEqualTo(ResponseCode.TOPIC_NOT_EXIST);
    }

    private String startServer(String properties) throws IOException {
        ThreadedLoops own = new ThreadedLoops("namesrv-");
        NettyNetwork sockets = new NettyNetwork("namesrv-io", NettyOptions.defaults(1));
        LiveSettings<NameServerSettings> settings = TestSettings.live(directory, properties);
        NameServer server = new NameServer(sockets, own, settings, HeaderEncoding.JSON, NameServer::onDisk);
        open.add(own);
        open.add(0, sockets::close);
        open.add(0, server);
        InetSocketAddress bound = server.start();
        return "127.0.0.1:" + bound.getPort();
    }

    private RpcClient client() {
        return new RpcClient(
                network,
                new Routes(),
                Lanes.of(loops.loop("client")),
                RpcLimits.DEFAULT,
                Clock.system(),
                HeaderEncoding.JSON,
                RpcClient.DEFAULT_CONNECT_TIMEOUT_MILLIS);
    }

    private Answer ask(Request request) throws Exception {
        return get(client.call(address, request, 5000));
    }

    private Answer ok(Request request) throws Exception {
        Answer answer = ask(request);
        assertThat(answer.isOk()).as("%s", answer).isTrue();
        return answer;
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static RegisterBrokerRequest leader(int crc32) {
        return new RegisterBrokerRequest("broker-a", BROKER, "c1", "10.0.0.1:10912", 0, null, null, false, crc32, null);
    }

    private static RegisterBrokerRequest other(String name, String brokerAddress) {
        return new RegisterBrokerRequest(name, brokerAddress, "c1", "ha", 0, null, null, false, 0, null);
    }

    private static RegisterBrokerRequest compressed(String name, boolean flag) {
        return new RegisterBrokerRequest(name, name + ":1", "c1", "ha", 0, null, null, flag, 0, null);
    }

    private static Request registration(RegisterBrokerRequest header, byte[] body) {
        return Request.of(RequestCode.REGISTER_BROKER, RegisterBrokerRequest.CODEC, header, body);
    }

    private Answer register(RegisterBrokerRequest header, byte[] body) throws Exception {
        return ask(registration(header, body));
    }

    private static TopicTableBody table(long version, String... names) {
        Map<String, TopicRecord> topics = new LinkedHashMap<>();
        for (String name : names) {
            topics.put(name, TopicRecord.of(name, 4, Perm.READ_WRITE));
        }
        return TopicTableBody.of(new DataVersion(version, 0, version), topics);
    }

    private static byte[] body(String... names) {
        return RegisterBrokerBody.BODY.write(new RegisterBrokerBody(List.of(), table(1, names)));
    }

    private static byte[] compressedBody(String topic) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
            piece(out, "{\"counter\":1,\"stateVersion\":0,\"timestamp\":1}");
            out.writeInt(2);
            piece(out, topic + " 4 8 6 SINGLE_TAG {}");
            piece(out, topic + "2 1 1 6 SINGLE_TAG {}");
            piece(out, "[]");
            out.writeInt(0);
        }
        return bytes.toByteArray();
    }

    private static void piece(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static Request routeRequest(String topic) {
        return Request.of(
                RequestCode.GET_ROUTEINFO_BY_TOPIC, RouteRequest.CODEC, new RouteRequest(topic, null, null, null));
    }

    private Answer route(String topic) throws Exception {
        return ask(routeRequest(topic));
    }

    private List<QueueRoute> queues(String topic) throws Exception {
        return TopicRoute.BODY.read(ok(routeRequest(topic)).body()).queues();
    }

    private void awaitRoute(String topic, int code) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        Answer answer = route(topic);
        while (answer.code() != code && System.nanoTime() < end) {
            answer = route(topic);
        }
        assertThat(answer.code()).isEqualTo(code);
    }

    private boolean changed(DataVersion version) throws Exception {
        return ok(Request.of(
                        RequestCode.QUERY_DATA_VERSION,
                        BrokerRequest.CODEC,
                        new BrokerRequest("broker-a", BROKER, "c1", 0),
                        DataVersion.BODY.write(version)))
                .header(DataVersionAnswer.CODEC)
                .changed();
    }

    private Set<String> list(Request request) throws Exception {
        return TopicList.BODY.read(ok(request).body()).topics();
    }

    private void put(String namespace, String key, String value) throws Exception {
        ok(Request.of(RequestCode.PUT_KV_CONFIG, PutKvRequest.CODEC, new PutKvRequest(namespace, key, value)));
    }

    private Answer update(String properties) throws Exception {
        return ask(Request.of(RequestCode.UPDATE_NAMESRV_CONFIG, properties.getBytes(StandardCharsets.UTF_8)));
    }

    private String rawRoute(int version, String topic) throws IOException {
        return raw(
                "{\"code\":105,\"extFields\":{\"topic\":\"" + topic + "\"},\"flag\":0,\"opaque\":1,\"version\":"
                        + version + "}",
                new byte[0]);
    }

    private void rawRegister(int version, String name, byte[] body) throws IOException {
        // stays open: the broker lives as long as its connection
        Socket socket = new Socket("127.0.0.1", port());
        open.add(0, socket);
        send(
                socket,
                "{\"code\":103,\"extFields\":{\"brokerName\":\"" + name + "\",\"brokerAddr\":\"" + name
                        + ":1\",\"clusterName\":\"c1\",\"haServerAddr\":\"h\",\"brokerId\":\"0\"},\"opaque\":1,\"version\":"
                        + version + "}",
                body);
        receive(socket);
    }

    private String raw(String head, byte[] body) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port())) {
            send(socket, head, body);
            return receive(socket);
        }
    }

    private int port() {
        return Integer.parseInt(address.substring(address.indexOf(':') + 1));
    }

    private static void send(Socket socket, String head, byte[] body) throws IOException {
        byte[] bytes = head.getBytes(StandardCharsets.UTF_8);
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeInt(4 + bytes.length + body.length);
        out.writeInt(bytes.length);
        out.write(bytes);
        out.write(body);
        out.flush();
    }

    /** The body of the answer. */
    private static String receive(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] frame = in.readNBytes(in.readInt());
        int headLength = ((frame[1] & 0xFF) << 16) | ((frame[2] & 0xFF) << 8) | (frame[3] & 0xFF);
        return new String(frame, 4 + headLength, frame.length - 4 - headLength, StandardCharsets.UTF_8);
    }
}
