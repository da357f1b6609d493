package io.apogeemq.broker.registration;

import io.apogeemq.broker.topic.TopicTable;
import io.apogeemq.concurrent.Cancellable;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.protocol.body.BadBody;
import io.apogeemq.protocol.body.BrokerRecord;
import io.apogeemq.protocol.body.ClusterInfo;
import io.apogeemq.protocol.body.Perm;
import io.apogeemq.protocol.body.RegisterBrokerBody;
import io.apogeemq.protocol.body.TopicRecord;
import io.apogeemq.protocol.body.TopicTableBody;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.header.BadHeader;
import io.apogeemq.protocol.header.BrokerRequest;
import io.apogeemq.protocol.header.NoHeader;
import io.apogeemq.protocol.header.RegisterBrokerAnswer;
import io.apogeemq.protocol.header.RegisterBrokerRequest;
import io.apogeemq.remoting.Answer;
import io.apogeemq.remoting.Request;
import io.apogeemq.remoting.RpcClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the broker known to every NameServer (spec/requests.md 103): all topics at the start and every period, changed
 * ones at once. The NameServers know nothing of each other, so each has its own state here; some may be down.
 */
@OwnedBy("control")
public final class Registration {
    private static final Logger log = LoggerFactory.getLogger(Registration.class);

    /** How long who made a topic waits for NameServers to know it, at most. */
    private static final long ANNOUNCE_MILLIS = 1000;

    private static final long UNREGISTER_MILLIS = 3000;

    private final Loop control;
    private final RpcClient client;
    private final TopicTable topics;
    private final BrokerIdentity identity;
    private final IntSupplier brokerPermission;
    private final long periodMillis;
    private final long timeoutMillis;
    private final List<KnownNameServer> nameServers = new ArrayList<>();
    private boolean stopped;
    private volatile @Nullable RegisterBrokerAnswer leader;

    /**
     * @param brokerPermission bits that the broker takes away from all its topics
     * @param periodMillis {@code registerNameServerPeriod}
     * @param timeoutMillis {@code registerBrokerTimeoutMills}
     */
    public Registration(
            Loop control,
            RpcClient client,
            TopicTable topics,
            BrokerIdentity identity,
            List<String> addresses,
            IntSupplier brokerPermission,
            long periodMillis,
            long timeoutMillis) {
        this.control = control;
        this.client = client;
        this.topics = topics;
        this.identity = identity;
        this.brokerPermission = brokerPermission;
        this.periodMillis = periodMillis;
        this.timeoutMillis = timeoutMillis;
        client.onConnect(peer -> peer.whenClosed(gone -> control.execute(this::afterLoss)));
        for (String address : addresses) {
            nameServers.add(new KnownNameServer(address, this::send, control));
        }
    }

    /** Registers now and from then on. Completes when every NameServer has answered or failed once. */
    public CompletionStage<Void> start() {
        control.assertInside();
        topics.onStaged(this::changed);
        topics.onUndone(this::everything);
        control.schedule(periodMillis, this::periodically);
        return everything();
    }

    private void periodically() {
        if (!stopped) {
            everything();
            control.schedule(periodMillis, this::periodically);
        }
    }

    /** A NameServer whose connection broke has forgotten us: it is told again as soon as it is back. */
    private void afterLoss() {
        if (!stopped) {
            nameServers.forEach(one -> one.retrySoon(topics.allStaged()));
        }
    }

    private void changed(TopicRecord topic) {
        nameServers.forEach(one -> one.tell(Map.of(topic.name(), topic)));
    }

    /** Tells every NameServer of all topics. Completes when each has answered or failed. */
    public CompletionStage<Void> everything() {
        control.assertInside();
        List<CompletableFuture<?>> told = new ArrayList<>();
        Map<String, TopicRecord> all = topics.allStaged();
        for (KnownNameServer one : nameServers) {
            told.add(one.tell(all).toCompletableFuture());
        }
        return CompletableFuture.allOf(told.toArray(new CompletableFuture<?>[0]));
    }

    /** Completes when every NameServer knows the changes made so far, or after a second: some may be down. */
    public CompletionStage<Void> announced() {
        control.assertInside();
        CompletableFuture<?>[] told = nameServers.stream()
                .map(one -> one.upToDate().toCompletableFuture())
                .filter(one -> !one.isDone())
                .toArray(CompletableFuture<?>[]::new);
        if (told.length == 0) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> announced = new CompletableFuture<>();
        Cancellable limit = control.schedule(ANNOUNCE_MILLIS, () -> announced.complete(null));
        CompletableFuture.allOf(told).whenComplete((done, failure) -> {
            limit.cancel();
            announced.complete(null);
        });
        return announced;
    }

    private CompletionStage<?> send(String address, Map<String, TopicRecord> topicsToTell) {
        // whoever is unknown and tells one topic is taken for somebody in the middle of a change, and refused; nobody
        // takes
        // a slave's topics for routes
        boolean mayBeRefused = identity.brokerId() != 0 && topicsToTell.size() == 1;
        Map<String, TopicRecord> some = mayBeRefused ? Map.of() : topicsToTell;
        byte[] body = RegisterBrokerBody.BODY.write(
                new RegisterBrokerBody(List.of(), TopicTableBody.of(topics.stagedVersion(), permitted(some))));
        CRC32 crc = new CRC32();
        crc.update(body);
        RegisterBrokerRequest header = new RegisterBrokerRequest(
                identity.brokerName(),
                identity.address(),
                identity.cluster(),
                identity.haAddress(),
                identity.brokerId(),
                null,
                false,
                false,
                (int) (crc.getValue() & 0x7FFFFFFF),
                null);
        return client.call(
                        address,
                        Request.of(RequestCode.REGISTER_BROKER, RegisterBrokerRequest.CODEC, header, body),
                        timeoutMillis)
                .whenComplete((answer, failure) -> learnLeader(answer));
    }

    private Map<String, TopicRecord> permitted(Map<String, TopicRecord> some) {
        int allowed = brokerPermission.getAsInt();
        Map<String, TopicRecord> permitted = new HashMap<>();
        some.forEach((name, topic) -> permitted.put(name, restrict(topic, allowed)));
        return permitted;
    }

    private static TopicRecord restrict(TopicRecord topic, int allowed) {
        int readWrite = Perm.READ_WRITE;
        int perm = topic.perm() & (allowed | ~readWrite);
        return perm == topic.perm()
                ? topic
                : new TopicRecord(
                        topic.attributes(),
                        topic.ordered(),
                        perm,
                        topic.readQueueCount(),
                        topic.filterType(),
                        topic.name(),
                        topic.sysFlag(),
                        topic.writeQueueCount());
    }

    /** Where the NameServers say that the master of this broker's name is; null before one has said so. Any thread. */
    public @Nullable RegisterBrokerAnswer leader() {
        return leader;
    }

    /**
     * Where clients find the slaves of this broker's name, as the NameServers that answer know them. On the control loop.
     *
     * @return completes on some loop, always
     */
    public CompletionStage<Set<String>> slaves() {
        control.assertInside();
        Set<String> found = ConcurrentHashMap.newKeySet();
        List<CompletableFuture<?>> asked = new ArrayList<>();
        for (KnownNameServer one : nameServers) {
            asked.add(client.call(
                            one.address(),
                            Request.of(RequestCode.GET_BROKER_CLUSTER_INFO, NoHeader.CODEC, NoHeader.NONE),
                            timeoutMillis)
                    .handle((answer, failure) -> {
                        if (answer != null && answer.isOk()) {
                            addSlaves(answer, found);
                        }
                        return null;
                    })
                    .toCompletableFuture());
        }
        return CompletableFuture.allOf(asked.toArray(new CompletableFuture<?>[0]))
                .handle((done, failure) -> found);
    }

    private void addSlaves(Answer answer, Set<String> found) {
        try {
            BrokerRecord known = ClusterInfo.BODY.read(answer.body()).brokers().get(identity.brokerName());
            if (known != null) {
                known.addresses().forEach((id, address) -> {
                    if (id != BrokerRecord.LEADER_ID) {
                        found.add(address);
                    }
                });
            }
        } catch (BadBody e) {
            log.debug("a NameServer's answer tells no brokers", e);
        }
    }

    private void learnLeader(@Nullable Answer answer) {
        if (answer == null || !answer.isOk() || identity.brokerId() == 0) {
            return;
        }
        try {
            RegisterBrokerAnswer said = answer.header(RegisterBrokerAnswer.CODEC);
            String haAddress = said.haAddress();
            if (haAddress != null && !haAddress.isEmpty()) {
                leader = said;
            }
        } catch (BadHeader e) {
            log.debug("a NameServer's answer tells no master", e);
        }
    }

    /** Says good-bye to every NameServer. Completes when each has answered or failed. */
    public CompletionStage<Void> stop() {
        control.assertInside();
        stopped = true;
        BrokerRequest header =
                new BrokerRequest(identity.brokerName(), identity.address(), identity.cluster(), identity.brokerId());
        List<CompletableFuture<?>> told = new ArrayList<>();
        for (KnownNameServer one : nameServers) {
            one.stop();
            told.add(client.call(
                            one.address(),
                            Request.of(RequestCode.UNREGISTER_BROKER, BrokerRequest.CODEC, header),
                            UNREGISTER_MILLIS)
                    .handle((answer, failure) -> null)
                    .toCompletableFuture());
        }
        return CompletableFuture.allOf(told.toArray(new CompletableFuture<?>[0]));
    }
}
