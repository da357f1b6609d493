package io.apogeemq.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.ThreadedLoops;
import io.apogeemq.nodes.Cluster;
import io.apogeemq.nodes.Places;
import io.apogeemq.nodes.Ports;
import io.apogeemq.protocol.body.BrokerQueue;
import io.apogeemq.protocol.body.ConsumeFromWhere;
import io.apogeemq.protocol.body.ConsumeType;
import io.apogeemq.protocol.body.ConsumerRecord;
import io.apogeemq.protocol.body.HeartbeatBody;
import io.apogeemq.protocol.body.LockBody;
import io.apogeemq.protocol.body.MessageModel;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.frame.HeaderEncoding;
import io.apogeemq.protocol.header.ByteRange;
import io.apogeemq.protocol.header.CommitOffsetRequest;
import io.apogeemq.protocol.header.NoHeader;
import io.apogeemq.protocol.header.PullRequest;
import io.apogeemq.protocol.header.SendRequest;
import io.apogeemq.remoting.Answer;
import io.apogeemq.remoting.Lanes;
import io.apogeemq.remoting.Request;
import io.apogeemq.remoting.Routes;
import io.apogeemq.remoting.RpcClient;
import io.apogeemq.remoting.RpcLimits;
import io.apogeemq.remoting.netty.NettyNetwork;
import io.apogeemq.remoting.netty.NettyOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Somebody names one thing after the other to a broker with 256 MiB and a NameServer with 128 MiB: topics, groups, offsets,
 * locks. The broker takes so many and no more; others are served meanwhile; then it is killed, and starts with the same heap
 * on what there is.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class GrowthIT {
    private static final int UNDER_WAY = 500;
    private static final int PATIENCE_MILLIS = 60_000;

    private final InetSocketAddress brokerAddress =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free());
    private final ThreadedLoops loops = new ThreadedLoops("flooder-");
    private final NettyNetwork network = new NettyNetwork("flooder-io", NettyOptions.defaults(1));
    private final RpcClient flooder = new RpcClient(
            network,
            new Routes(),
            Lanes.of(loops.loop("control")),
            RpcLimits.DEFAULT,
            Clock.system(),
            HeaderEncoding.JSON,
            PATIENCE_MILLIS);
    private Cluster cluster;
    private InetSocketAddress nameServerAddress;

    @BeforeEach
    void start() {
        cluster = new Cluster(Places.empty("growth"), 1)
                .brokerSetting("listenPort", String.valueOf(brokerAddress.getPort()))
                .brokerSetting("brokerName", "broker-a")
                .brokerSetting("autoCreatePerSecond", "1000000")
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
    }

    @AfterEach
    void stop() {
        flooder.close();
        network.close();
        loops.close();
        cluster.close();
    }

    /** How often each code was answered. */
    private Map<Integer, Integer> flood(int count, IntFunction<Request> request) {
        Map<Integer, Integer> codes = new TreeMap<>();
        ArrayDeque<CompletableFuture<Answer>> underWay = new ArrayDeque<>();
        String address = brokerAddress.getAddress().getHostAddress() + ":" + brokerAddress.getPort();
        for (int i = 0; i < count; i++) {
            underWay.add(
                    flooder.call(address, request.apply(i), PATIENCE_MILLIS).toCompletableFuture());
            while (underWay.size() >= UNDER_WAY || (i == count - 1 && !underWay.isEmpty())) {
                codes.merge(underWay.remove().join().code(), 1, Integer::sum);
            }
        }
        return codes;
    }

    private static Request send(String topic) {
        SendRequest send = new SendRequest(
                "pg", topic, "TBW102", 4, 0, 0, 1L, 0, ByteRange.of(new byte[0]), 0, false, null, false, null);
        return Request.of(RequestCode.SEND_MESSAGE_V2, SendRequest.SHORT, send, "x".getBytes(StandardCharsets.UTF_8));
    }

    private static Request pull(String group) {
        return Request.of(
                RequestCode.PULL_MESSAGE,
                PullRequest.CODEC,
                new PullRequest(group, "topic0", 0, 0, 1, PullRequest.CARRIES_SUBSCRIPTION, 0, 0, "*", 0, "TAG", null));
    }

    private static Request commit(int queueId) {
        CommitOffsetRequest offset = new CommitOffsetRequest("group0", "topic0", queueId, queueId);
        return Request.of(RequestCode.UPDATE_CONSUMER_OFFSET, CommitOffsetRequest.CODEC, offset);
    }

    private static Request lock(int number) {
        Set<BrokerQueue> queues = IntStream.range(0, 100)
                .mapToObj(i -> new BrokerQueue("broker-a", i, "locked" + number))
                .collect(Collectors.toSet());
        byte[] body = LockBody.BODY.write(new LockBody("client" + number, "locking" + number, queues, false));
        return Request.of(RequestCode.LOCK_BATCH_MQ, NoHeader.CODEC, NoHeader.NONE, body);
    }

    /** A client that is in ten groups at once, each with a name that nobody had. */
    private static Request heartbeat(int number) {
        Set<ConsumerRecord> consumers = IntStream.range(0, 10)
                .mapToObj(i -> new ConsumerRecord(
                        ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET,
                        ConsumeType.CONSUME_PASSIVELY,
                        "beating" + number + "-" + i,
                        MessageModel.CLUSTERING,
                        Set.of(),
                        false))
                .collect(Collectors.toSet());
        byte[] body = HeartbeatBody.BODY.write(new HeartbeatBody("c", consumers, 0, Set.of(), false));
        return Request.of(RequestCode.HEART_BEAT, NoHeader.CODEC, NoHeader.NONE, body);
    }

    @Test
    void whatever_somebody_names_the_broker_serves_others_and_starts_again() throws Exception {
        try (Witness witness = new Witness(brokerAddress, nameServerAddress)) {
            Map<Integer, Integer> topics = flood(36_000, i -> send("topic" + i));
            assertThat(topics).containsOnlyKeys(ResponseCode.SUCCESS, ResponseCode.TOPIC_NOT_EXIST);
            assertThat(topics.get(ResponseCode.SUCCESS)).as("topics made").isBetween(20_000, 40_000);
            Map<Integer, Integer> groups = flood(10_000, i -> pull("group" + i));
            assertThat(groups).containsOnlyKeys(ResponseCode.SUCCESS);
            assertThat(flood(3_000, GrowthIT::heartbeat)).containsOnlyKeys(ResponseCode.SUCCESS);
            assertThat(flood(1_000, i -> pull("further" + i)))
                    .containsOnlyKeys(ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST);
            assertThat(flood(20_000, GrowthIT::commit)).containsEntry(ResponseCode.SUCCESS, 4);
            assertThat(flood(2_000, GrowthIT::lock)).containsOnlyKeys(ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST);
            witness.requireServedSoon();
            cluster.broker().kill();
            cluster.broker().start().awaitBoot();
            witness.requireAllReadable(brokerAddress);
        }
        assertThat(flood(500, i -> pull("group" + i))).containsOnlyKeys(ResponseCode.SUCCESS);
        assertThat(flood(500, i -> send("topic" + i))).containsOnlyKeys(ResponseCode.SUCCESS);
        assertThat(cluster.nameServer(0).isRunning()).isTrue();
    }
}
