package io.apogeemq.broker;

import io.apogeemq.broker.settings.BrokerKeys;
import io.apogeemq.broker.settings.BrokerSettings;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.ThreadedLoops;
import io.apogeemq.protocol.body.HeartbeatBody;
import io.apogeemq.protocol.body.ProducerRecord;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.frame.HeaderEncoding;
import io.apogeemq.protocol.header.ByteRange;
import io.apogeemq.protocol.header.CreateTopicRequest;
import io.apogeemq.protocol.header.NoHeader;
import io.apogeemq.protocol.header.PullRequest;
import io.apogeemq.protocol.header.SendRequest;
import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.remoting.Answer;
import io.apogeemq.remoting.Lanes;
import io.apogeemq.remoting.Request;
import io.apogeemq.remoting.Routes;
import io.apogeemq.remoting.RpcClient;
import io.apogeemq.remoting.RpcLimits;
import io.apogeemq.remoting.netty.NettyNetwork;
import io.apogeemq.remoting.netty.NettyOptions;
import io.apogeemq.settings.Environment;
import io.apogeemq.settings.LiveSettings;
import io.apogeemq.settings.PropertyText;
import io.apogeemq.store.disk.SystemDisk;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A broker on a loopback port with its store in a directory, and a client that speaks to it. */
final class TestBroker implements AutoCloseable {
    private final List<Error> errors = new CopyOnWriteArrayList<>();
    private final ThreadedLoops loops = new ThreadedLoops("broker-", (loop, error) -> errors.add(error));
    private final NettyNetwork network =
            new NettyNetwork("broker-io", NettyOptions.defaults(2), (loop, error) -> errors.add(error));
    private final ThreadedLoops clientLoops = new ThreadedLoops("client-");
    private final Routes clientRoutes = new Routes();
    private final Broker broker;
    private final RpcClient client;
    private final String address;

    TestBroker(Path root, Map<String, String> more) throws Exception {
        int port = freePort();
        Map<String, String> given = new HashMap<>(more);
        given.put("storePathRootDir", root.toString());
        given.put("listenPort", Integer.toString(port));
        given.put("brokerIP1", "127.0.0.1");
        given.putIfAbsent("drainMostMillis", "0");
        given.putIfAbsent("mappedFileSizeCommitLog", Integer.toString(8 << 20));
        Environment environment =
                new Environment(root.toString(), "", root.toString(), "host", "127.0.0.1", 2, "", Map.of());
        broker = new Broker(
                new LiveSettings<>(
                        BrokerKeys.TABLE.read(PropertyText.ofText(PropertyText.print(given)), environment, "the test"),
                        BrokerSettings::of,
                        settings -> settings.access().blackList()),
                null,
                loops,
                network,
                new SystemDisk(),
                HeaderEncoding.JSON);
        await(broker.start());
        address = "127.0.0.1:" + port;
        client = new RpcClient(
                network,
                clientRoutes,
                Lanes.of(clientLoops.loop("control")),
                RpcLimits.DEFAULT,
                Clock.system(),
                HeaderEncoding.JSON,
                3000);
    }

    /** A port P such that P and P - 2 are free now. */
    static int freePort() throws Exception {
        for (int i = 0; i < 100; i++) {
            try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                    ServerSocket two = new ServerSocket(one.getLocalPort() - 2, 1, InetAddress.getByName("127.0.0.1"));
                    ServerSocket three =
                            new ServerSocket(one.getLocalPort() + 1, 1, InetAddress.getByName("127.0.0.1"))) {
                if (two.isBound() && three.isBound()) {
                    return one.getLocalPort();
                }
            } catch (java.net.BindException e) {
                // the next one
            }
        }
        throw new IllegalStateException("no free ports");
    }

    /** What would have ended a process. */
    List<Error> errors() {
        return errors;
    }

    Broker broker() {
        return broker;
    }

    /** What the client answers when the broker asks. */
    Routes clientRoutes() {
        return clientRoutes;
    }

    /** The client says that it is a producer. */
    void joinAsProducer(String clientId, String group) throws Exception {
        HeartbeatBody beat = new HeartbeatBody(clientId, Set.of(), 0, Set.of(new ProducerRecord(group)), false);
        Answer joined = await(call(
                Request.of(RequestCode.HEART_BEAT, NoHeader.CODEC, NoHeader.NONE, HeartbeatBody.BODY.write(beat))));
        if (!joined.isOk()) {
            throw new AssertionError(joined.remark());
        }
    }

    static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    CompletableFuture<Answer> call(Request request) {
        return client.call(address, request, 20_000).toCompletableFuture();
    }

    Answer createTopic(String topic, int queues) throws Exception {
        return await(call(Request.of(
                RequestCode.UPDATE_AND_CREATE_TOPIC,
                CreateTopicRequest.CODEC,
                new CreateTopicRequest(topic, "TBW102", queues, queues, 6, "SINGLE_TAG", 0, false, null, false))));
    }

    CompletableFuture<Answer> send(String topic, int queueId, String body, Map<String, String> properties) {
        SendRequest send = new SendRequest(
                "pg",
                topic,
                "TBW102",
                4,
                queueId,
                0,
                1_700_000_000_000L,
                0,
                ByteRange.of(MessageProperties.encode(properties)),
                0,
                false,
                null,
                false,
                null);
        return call(Request.of(
                RequestCode.SEND_MESSAGE_V2, SendRequest.SHORT, send, body.getBytes(StandardCharsets.UTF_8)));
    }

    CompletableFuture<Answer> pull(String topic, int queueId, long offset, String tags, long waitMillis) {
        int flags = PullRequest.CARRIES_SUBSCRIPTION | (waitMillis > 0 ? PullRequest.MAY_WAIT : 0);
        PullRequest pull =
                new PullRequest("cg", topic, queueId, offset, 32, flags, 0, waitMillis, tags, 0, "TAG", null);
        return call(Request.of(RequestCode.PULL_MESSAGE, PullRequest.CODEC, pull));
    }

    /** A message that a consumer of the group sends to its retry topic. */
    CompletableFuture<Answer> resend(String group, String body, int attempts, int mostAttempts) {
        SendRequest send = new SendRequest(
                "CLIENT_INNER_PRODUCER",
                "%RETRY%" + group,
                "TBW102",
                4,
                0,
                0,
                1_700_000_000_000L,
                0,
                ByteRange.of(MessageProperties.encode(Map.of("RETRY_TOPIC", "orders"))),
                attempts,
                false,
                mostAttempts,
                false,
                null);
        return call(Request.of(
                RequestCode.SEND_MESSAGE_V2, SendRequest.SHORT, send, body.getBytes(StandardCharsets.UTF_8)));
    }

    static String body(RecordReader record) {
        ByteBuffer body = record.body();
        byte[] bytes = new byte[body.remaining()];
        body.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static Map<String, String> properties(RecordReader record) {
        MessageProperties properties = new MessageProperties();
        record.properties(properties);
        return properties.toMap();
    }

    /** The records in an answer. */
    static List<RecordReader> records(Answer answer) {
        List<RecordReader> found = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(answer.body());
        for (int at = 0; at < bytes.limit(); at += found.get(found.size() - 1).length()) {
            RecordReader reader = new RecordReader();
            if (reader.read(bytes, at, bytes.limit() - at) != RecordReader.Found.RECORD) {
                throw new AssertionError("no record at " + at);
            }
            found.add(reader);
        }
        return found;
    }

    /** The bodies of the records in an answer. */
    static List<String> bodies(Answer answer) {
        return records(answer).stream().map(TestBroker::body).toList();
    }

    @Override
    public void close() throws Exception {
        await(broker.stop());
        network.close();
        loops.close();
        clientLoops.close();
    }
}
