package io.apogeemq.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.nodes.Cluster;
import io.apogeemq.nodes.Node;
import io.apogeemq.nodes.Places;
import io.apogeemq.nodes.Ports;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.frame.HeaderEncoding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Floods against a broker with 256 MiB and a NameServer with 128 MiB: others are served, and nothing of it stays. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class FloodIT {
    /** {@code -Dtest.jvm.options=-Dapogeemq.flood.seconds=600} for longer. */
    private static final long FLOOD_NANOS = TimeUnit.SECONDS.toNanos(Long.getLong("apogeemq.flood.seconds", 20));

    private static final int MOST_CONNECTS = Integer.getInteger("apogeemq.flood.connects", 100_000);
    private static final int PEERS_OF_A_KIND = Integer.getInteger("apogeemq.flood.peers", 8);
    private static final int PATIENCE_MILLIS = 15_000;

    /** What a server may have more of after a flood than before it: code that was compiled, buffers that are kept. */
    private static final long HEAP_LEFT_BYTES = 16L << 20;

    private static final int DESCRIPTORS_LEFT = 64;

    /** Refused in a few bytes, so the sockets hold the refusals of gigabytes: how much is taken of these says nothing. */
    private static final int UNKNOWN = 9999;

    /** What goes into a connection that is not read from: the buffers of both sockets, which the system makes large. */
    private static final long TAKEN_BYTES = 32L << 20;

    private final InetSocketAddress brokerAddress =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free());
    private Cluster cluster;
    private InetSocketAddress nameServerAddress;
    private Witness witness;
    private final List<Thread> flooders = new ArrayList<>();
    private final AtomicLong taken = new AtomicLong();
    private final long end = System.nanoTime() + FLOOD_NANOS;

    @BeforeEach
    void start() throws Exception {
        cluster = new Cluster(Places.empty("flood"), 1)
                .brokerSetting("listenPort", String.valueOf(brokerAddress.getPort()))
                .brokerSetting("mappedFileSizeCommitLog", String.valueOf(64 << 20));
        cluster.nameServer(0)
                .environment(
                        "JAVA_OPT_EXT",
                        "-Xmx128m -Duser.home=" + cluster.nameServer(0).directory());
        cluster.broker()
                .environment(
                        "JAVA_OPT_EXT",
                        "-Xmx256m -Duser.home=" + cluster.broker().directory());
        cluster.start();
        String[] address = cluster.nameServerAddresses().split(":");
        nameServerAddress = new InetSocketAddress(address[0], Integer.parseInt(address[1]));
        witness = new Witness(brokerAddress, nameServerAddress);
    }

    @AfterEach
    void stop() throws Exception {
        witness.close();
        cluster.close();
    }

    /** What a server has, and that the flood leaves it so. */
    private final class Before {
        private final Node node;
        private final Gauge gauge;
        private final long heap;
        private final int descriptors;

        Before(Node node) throws Exception {
            this.node = node;
            this.gauge = new Gauge(node.pid());
            this.heap = gauge.heapBytes();
            this.descriptors = gauge.descriptors();
        }

        void requireAsBefore() throws Exception {
            assertThat(node.isRunning()).as("%s", node.output()).isTrue();
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            long heapNow = gauge.heapBytes();
            int descriptorsNow = gauge.descriptors();
            while (System.nanoTime() < deadline
                    && (heapNow > heap + HEAP_LEFT_BYTES || descriptorsNow > descriptors + DESCRIPTORS_LEFT)) {
                heapNow = gauge.heapBytes();
                descriptorsNow = gauge.descriptors();
            }
            System.out.println(node.directory().getFileName() + ": heap " + (heap >> 10) + " KiB before, "
                    + (heapNow >> 10) + " after; descriptors " + descriptors + ", " + descriptorsNow);
            assertThat(heapNow).as("heap, most of it %s", gauge.largest()).isLessThanOrEqualTo(heap + HEAP_LEFT_BYTES);
            assertThat(descriptorsNow).as("descriptors").isLessThanOrEqualTo(descriptors + DESCRIPTORS_LEFT);
        }
    }

    private interface Attack {
        void run() throws IOException;
    }

    private void flood(Attack attack) {
        Thread thread = new Thread(
                () -> {
                    try {
                        attack.run();
                    } catch (IOException e) {
                        // the server has closed the connection: that is one way to go on
                    }
                },
                "flooder");
        thread.setDaemon(true);
        flooders.add(thread);
        thread.start();
    }

    private boolean goesOn() {
        return System.nanoTime() < end;
    }

    private void awaitEnd() throws InterruptedException {
        for (Thread thread : flooders) {
            thread.join(TimeUnit.NANOSECONDS.toMillis(FLOOD_NANOS) + TimeUnit.MINUTES.toMillis(2));
        }
    }

    /** Writes the frame again and again and never reads; closes after the flood, from another thread, as it may stand. */
    private RawPeer neverReading(InetSocketAddress server, int code, Map<String, String> fields, byte[] body)
            throws IOException {
        RawPeer peer = new RawPeer(server, PATIENCE_MILLIS);
        byte[] frame = peer.frame(HeaderEncoding.JSON, code, 0, fields, body);
        flood(() -> {
            while (goesOn()) {
                peer.write(frame);
                if (code != UNKNOWN) {
                    taken.addAndGet(frame.length);
                }
            }
        });
        return peer;
    }

    private static Map<String, String> send(String topic) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("a", "FloodGroup");
        fields.put("b", topic);
        fields.put("c", "TBW102");
        fields.put("d", "4");
        fields.put("e", "0");
        fields.put("f", "0");
        fields.put("g", "1700000000000");
        fields.put("h", "0");
        fields.put("i", "");
        fields.put("j", "0");
        return fields;
    }

    private static Map<String, String> pull(String topic) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("consumerGroup", "FloodGroup");
        fields.put("topic", topic);
        fields.put("queueId", "0");
        fields.put("queueOffset", "0");
        fields.put("maxMsgNums", "32");
        fields.put("sysFlag", "4");
        fields.put("commitOffset", "0");
        fields.put("suspendTimeoutMillis", "0");
        fields.put("subscription", "*");
        fields.put("subVersion", "0");
        fields.put("expressionType", "TAG");
        return fields;
    }

    @Test
    void clients_that_never_read_keep_nobody_from_being_served() throws Exception {
        try (RawPeer producer = new RawPeer(brokerAddress, PATIENCE_MILLIS)) {
            for (int i = 0; i < 200; i++) {
                assertThat(producer.ask(RequestCode.SEND_MESSAGE_V2, send("Flood"), new byte[20 << 10])
                                .code())
                        .isZero();
            }
        }
        Before broker = new Before(cluster.broker());
        Before nameServer = new Before(cluster.nameServer(0));
        List<RawPeer> peers = new ArrayList<>();
        for (int i = 0; i < PEERS_OF_A_KIND; i++) {
            peers.add(neverReading(brokerAddress, RequestCode.PULL_MESSAGE, pull("Flood"), new byte[0]));
            peers.add(neverReading(brokerAddress, RequestCode.SEND_MESSAGE_V2, send("Flood"), new byte[1000]));
            peers.add(neverReading(brokerAddress, RequestCode.GET_BROKER_CONFIG, Map.of(), new byte[0]));
            peers.add(neverReading(brokerAddress, UNKNOWN, Map.of(), new byte[64 << 10]));
            peers.add(neverReading(nameServerAddress, RequestCode.GET_BROKER_CLUSTER_INFO, Map.of(), new byte[0]));
            peers.add(neverReading(
                    nameServerAddress, RequestCode.GET_ROUTEINFO_BY_TOPIC, Map.of("topic", "Flood"), new byte[0]));
            peers.add(neverReading(nameServerAddress, RequestCode.GET_NAMESRV_CONFIG, Map.of(), new byte[0]));
        }
        while (goesOn()) {
            TimeUnit.NANOSECONDS.sleep(Math.max(1, end - System.nanoTime()));
        }
        for (RawPeer peer : peers) {
            peer.close();
        }
        awaitEnd();
        assertThat(taken.get() / peers.size()).as("bytes taken of each").isLessThan(TAKEN_BYTES);
        witness.requireServedSoon();
        broker.requireAsBefore();
        nameServer.requireAsBefore();
    }

    @Test
    void connections_that_come_and_go_leave_nothing() throws Exception {
        Before broker = new Before(cluster.broker());
        Before nameServer = new Before(cluster.nameServer(0));
        AtomicLong connects = new AtomicLong();
        for (InetSocketAddress server : List.of(brokerAddress, nameServerAddress)) {
            for (int source = 2; source <= 4; source++) {
                InetAddress from = InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) source});
                flood(() -> {
                    while (goesOn() && connects.incrementAndGet() <= MOST_CONNECTS) {
                        connectAndGo(server, from, connects.get());
                    }
                });
            }
        }
        awaitEnd();
        System.out.println(Math.min(connects.get(), MOST_CONNECTS) + " connects");
        witness.requireServedSoon();
        broker.requireAsBefore();
        nameServer.requireAsBefore();
    }

    @Test
    void registrations_without_end_are_refused_and_go_with_their_connections() throws Exception {
        Before nameServer = new Before(cluster.nameServer(0));
        List<RawPeer> peers = new ArrayList<>();
        AtomicLong refused = new AtomicLong();
        AtomicLong asked = new AtomicLong();
        for (int i = 0; i < 4; i++) {
            RawPeer peer = new RawPeer(nameServerAddress, PATIENCE_MILLIS);
            peers.add(peer);
            String whose = "flood-" + i + "-";
            flood(() -> {
                for (int number = 0; goesOn() || refused.get() == 0; number++) {
                    asked.addAndGet(2);
                    refused.addAndGet(
                            peer.ask(RequestCode.REGISTER_BROKER, broker(whose + number), topics(whose + number))
                                    .code());
                    refused.addAndGet(peer.ask(
                                    RequestCode.PUT_KV_CONFIG,
                                    Map.of("namespace", whose + number, "key", "k", "value", "v".repeat(100_000)),
                                    new byte[0])
                            .code());
                }
            });
        }
        awaitEnd();
        for (RawPeer peer : peers) {
            peer.close();
        }
        System.out.println(asked + " asked, " + refused + " registrations and texts refused");
        assertThat(refused.get()).isPositive();
        witness.requireServedSoon();
        nameServer.requireAsBefore();
    }

    private static Map<String, String> broker(String name) {
        return Map.of(
                "brokerName",
                name,
                "brokerAddr",
                name + ":1",
                "clusterName",
                "FloodCluster",
                "haServerAddr",
                name + ":2",
                "brokerId",
                "0",
                "heartbeatTimeoutMillis",
                "600000");
    }

    private static byte[] topics(String broker) {
        StringBuilder json = new StringBuilder("{\"topicConfigSerializeWrapper\":{\"dataVersion\":{\"counter\":1,"
                + "\"stateVersion\":0,\"timestamp\":1},\"topicConfigTable\":{");
        for (int i = 0; i < 5000; i++) {
            String topic = broker + "-" + i;
            json.append(i == 0 ? "" : ",")
                    .append('"' + topic + "\":{\"perm\":6,\"readQueueNums\":4,\"topicName\":\"" + topic
                            + "\",\"writeQueueNums\":4}");
        }
        return json.append("}},\"filterServerList\":[]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void connectAndGo(InetSocketAddress server, InetAddress from, long number) {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(from, 0));
            // without a reset the system would run out of ports
            socket.setSoLinger(true, 0);
            socket.connect(server, PATIENCE_MILLIS);
            if (number % 3 == 0) {
                // half a frame
                socket.getOutputStream().write(new byte[] {0, 0, 1, 0, 0});
            }
        } catch (IOException e) {
            // the backlog was full: the next one may have more luck
        }
    }
}
