package io.apogeemq.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.hostile.RawPeer.Answered;
import io.apogeemq.protocol.code.RequestCode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A client like any other: sends, pulls what it sent, and asks for routes, on connections that stay, while others do what
 * they do. Whatever is not as it should be ends it with a failure.
 */
final class Witness implements AutoCloseable {
    private static final String TOPIC = "Witness";
    private static final String GROUP = "WitnessGroup";

    private static final byte[] HEARTBEAT =
            bytes("{\"clientID\":\"witness@1\",\"producerDataSet\":[{\"groupName\":\"" + GROUP + "\"}]}");

    /** Nobody may wait longer, however busy the machine that tests run on is. */
    private static final int PATIENCE_MILLIS = 15_000;

    /** What most answers take far less than; the others are allowed for a machine with few processors. */
    private static final long USUAL_MILLIS = 1000;

    private final RawPeer broker;
    private final RawPeer nameServer;
    private final Map<Long, String> confirmed = new LinkedHashMap<>();
    private final List<Wait> waits = Collections.synchronizedList(new ArrayList<>());
    private final Thread thread;
    private volatile boolean over;
    private volatile @Nullable Throwable failure;

    private record Wait(int code, long millis) {
        @Override
        public String toString() {
            return millis + " ms (request " + code + ")";
        }
    }

    Witness(InetSocketAddress brokerAddress, InetSocketAddress nameServerAddress) throws IOException {
        broker = new RawPeer(brokerAddress, PATIENCE_MILLIS);
        nameServer = new RawPeer(nameServerAddress, PATIENCE_MILLIS);
        require(broker.ask(
                RequestCode.UPDATE_AND_CREATE_TOPIC,
                Map.of(
                        "topic", TOPIC,
                        "defaultTopic", "TBW102",
                        "readQueueNums", "1",
                        "writeQueueNums", "1",
                        "perm", "6",
                        "topicFilterType", "SINGLE_TAG",
                        "topicSysFlag", "0",
                        "order", "false"),
                new byte[0]));
        thread = new Thread(this::run, "witness");
        thread.start();
    }

    private void run() {
        try {
            while (!over) {
                String text = "message " + confirmed.size();
                Answered sent = timed(broker, RequestCode.SEND_MESSAGE_V2, sendFields(), bytes(text));
                confirmed.put(Long.parseLong(sent.fields().get("queueOffset")), text);
                requireReadable(broker, sent.fields().get("queueOffset"), text);
                timed(broker, RequestCode.HEART_BEAT, Map.of(), HEARTBEAT);
                timed(broker, RequestCode.GET_TOPIC_CONFIG, Map.of("topic", TOPIC), new byte[0]);
                timed(nameServer, RequestCode.GET_ROUTEINFO_BY_TOPIC, Map.of("topic", TOPIC), new byte[0]);
                timed(nameServer, RequestCode.GET_BROKER_CLUSTER_INFO, Map.of(), new byte[0]);
            }
        } catch (IOException | RuntimeException | AssertionError e) {
            failure = e;
        }
    }

    private static Map<String, String> sendFields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("a", GROUP);
        fields.put("b", TOPIC);
        fields.put("c", "TBW102");
        fields.put("d", "4");
        fields.put("e", "0");
        fields.put("f", "0");
        fields.put("g", String.valueOf(System.currentTimeMillis()));
        fields.put("h", "0");
        fields.put("i", "");
        fields.put("j", "0");
        return fields;
    }

    private Answered timed(RawPeer server, int code, Map<String, String> fields, byte[] body) throws IOException {
        long began = System.nanoTime();
        Answered answer = require(server.ask(code, fields, body));
        waits.add(new Wait(code, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)));
        return answer;
    }

    private void requireReadable(RawPeer from, String offset, String text) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("consumerGroup", GROUP);
        fields.put("topic", TOPIC);
        fields.put("queueId", "0");
        fields.put("queueOffset", offset);
        fields.put("maxMsgNums", "1");
        // with the subscription in the request itself
        fields.put("sysFlag", "4");
        fields.put("commitOffset", "0");
        fields.put("suspendTimeoutMillis", "0");
        fields.put("subscription", "*");
        fields.put("subVersion", "0");
        fields.put("expressionType", "TAG");
        Answered pulled = timed(from, RequestCode.PULL_MESSAGE, fields, new byte[0]);
        assertThat(new String(pulled.body(), StandardCharsets.ISO_8859_1)).contains(text);
    }

    private static Answered require(Answered answer) {
        assertThat(answer.code()).as("%s", answer.remark()).isZero();
        return answer;
    }

    /** Ends it; fails when anything was not answered as it should be. */
    void requireServed() throws Exception {
        System.out.println("witness: " + end().size() + " answers, half of them within " + at(0.5) + ", 99% within "
                + at(0.99) + ", the last after " + at(1));
    }

    /** As {@link #requireServed}; fails also when it mostly waited. Of use when the attackers leave it a processor. */
    void requireServedSoon() throws Exception {
        requireServed();
        assertThat(at(0.95).millis).as("what 95%% of the answers took").isLessThan(USUAL_MILLIS);
    }

    private List<Wait> end() throws InterruptedException {
        over = true;
        thread.join(TimeUnit.MINUTES.toMillis(1));
        if (failure != null) {
            throw new AssertionError("the witness, after " + waits.size() + " answers", failure);
        }
        waits.sort(Comparator.comparingLong(Wait::millis));
        assertThat(waits).isNotEmpty();
        return waits;
    }

    private Wait at(double part) {
        return waits.get((int) Math.min(waits.size() - 1, waits.size() * part));
    }

    /** Reads everything that was confirmed, from a server that may have been killed since. */
    void requireAllReadable(InetSocketAddress brokerAddress) throws IOException {
        try (RawPeer reader = new RawPeer(brokerAddress, PATIENCE_MILLIS)) {
            for (Map.Entry<Long, String> each : confirmed.entrySet()) {
                requireReadable(reader, String.valueOf(each.getKey()), each.getValue());
            }
        }
        System.out.println("witness: " + confirmed.size() + " confirmed messages are all there");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        over = true;
        broker.close();
        nameServer.close();
    }
}
