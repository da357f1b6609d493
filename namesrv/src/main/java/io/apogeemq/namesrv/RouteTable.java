package io.apogeemq.namesrv;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.protocol.body.BrokerRecord;
import io.apogeemq.protocol.body.DataVersion;
import io.apogeemq.protocol.body.Perm;
import io.apogeemq.protocol.body.QueueRoute;
import io.apogeemq.protocol.body.TopicRecord;
import io.apogeemq.protocol.body.TopicTableBody;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.RegisterBrokerAnswer;
import io.apogeemq.protocol.header.RegisterBrokerRequest;
import io.apogeemq.protocol.message.TopicNames;
import io.apogeemq.remoting.Refusal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What brokers say of themselves, and what follows from their silence: the rules by which they come, change and go
 * (spec/requests.md, REGISTER_BROKER and UNREGISTER_BROKER). What others ask of it is read by {@link RouteReader}.
 */
@OwnedBy("control")
final class RouteTable {
    private static final Logger log = LoggerFactory.getLogger(RouteTable.class);

    /** For brokers that don't say after how much silence they are dead. */
    private static final long DEFAULT_TIMEOUT_MILLIS = 120_000;

    /** More than there are brokers; who makes up ids is not told of. */
    private static final int MOST_TURNS = 10_000;

    /** Of clusters, brokers and addresses: they stand in every log line and every answer. */
    private static final int LONGEST_NAME = 255;

    private final Loop control;
    private final Clock clock;
    private final Supplier<NameServerSettings> settings;
    private final Listener listener;
    private final TableRoom room;
    private final BrokerTable brokers;
    private final QueueTable queues;
    /** Of broker names with ids whose address was replaced and that are here since. */
    private final Map<String, Turns> turnsOf = new HashMap<>();

    /** Told on {@code control}, after the change. */
    interface Listener {

        /** What a route to the topic says is different now. */
        void onRouteChanged(String topic);

        void onMinBrokerChanged(MinBrokerChange change);
    }

    /** What became of a registration: an answer, or a refusal. */
    record Registered(
            @Nullable RegisterBrokerAnswer answer, @Nullable Refusal refusal) {
        private static final Registered PLAIN = new Registered(new RegisterBrokerAnswer(null, null), null);
    }

    /** Who is in the place of whom. */
    private static final class Turns {
        private @Nullable String replaced;
        private boolean told;
    }

    RouteTable(Loop control, Clock clock, Supplier<NameServerSettings> settings, Listener listener) {
        this.control = control;
        this.clock = clock;
        this.settings = settings;
        this.listener = listener;
        this.room = new TableRoom(() -> settings.get().tableMostBytes());
        this.brokers = new BrokerTable(room);
        this.queues = new QueueTable(room);
    }

    BrokerTable brokers() {
        control.assertInside();
        return brokers;
    }

    QueueTable queues() {
        control.assertInside();
        return queues;
    }

    /** A broker came, said that it is still there, or that its topics changed. */
    Registered register(RegisterBrokerRequest request, TopicTableBody table, BrokerLink link) {
        control.assertInside();
        Optional<Registered> early = refuseOrIgnore(request, table);
        if (early.isPresent()) {
            return early.get();
        }
        LiveBroker atAddress = brokers.live(request.cluster(), request.brokerAddress());
        if (atAddress != null && !atAddress.name().equals(request.brokerName())) {
            // one process has an address: what it was called before would stay for ever
            unregister(
                    atAddress.cluster(),
                    atAddress.name(),
                    atAddress.address(),
                    "it is " + request.brokerName() + " now");
        }
        BrokerTable.Broker broker = brokers.open(request.cluster(), request.brokerName());
        Long smallestBefore = broker.smallestId();
        boolean describedOtherwise = broker.hasActingMaster() != Boolean.TRUE.equals(request.actingMaster())
                || !Objects.equals(broker.zone(), request.zone());
        broker.describe(Boolean.TRUE.equals(request.actingMaster()), request.zone());
        String addressBefore = broker.address(request.brokerId());
        broker.put(request.brokerId(), request.brokerAddress());

        LiveBroker before = brokers.live(request.cluster(), request.brokerAddress());
        boolean first = addressBefore == null;
        boolean changed = before == null || !before.dataVersion().equals(table.dataVersion());
        takeTopics(request, table, broker, first || changed);
        if (addressBefore != null && !addressBefore.equals(request.brokerAddress())) {
            warnOfTurns(request, addressBefore);
            brokers.removeLive(request.cluster(), addressBefore);
        }
        LiveBroker now = live(request, table.dataVersion(), link);
        brokers.put(now);
        if (first || before == null) {
            log.info(
                    "{} of {} registered over {} with {} topics",
                    now,
                    now.cluster(),
                    link,
                    table.topics().size());
        }
        if (describedOtherwise || !request.brokerAddress().equals(addressBefore)) {
            queues.topicsOn(request.brokerName()).forEach(listener::onRouteChanged);
            tellSmallestId(broker, request.brokerName(), smallestBefore, null, request.brokerAddress());
        }
        return answer(request, broker);
    }

    /** Once, until one of them is gone. A broker that comes back at another address takes one turn only. */
    private void warnOfTurns(RegisterBrokerRequest request, String addressBefore) {
        if (turnsOf.size() >= MOST_TURNS) {
            turnsOf.clear();
        }
        Turns turns = turnsOf.computeIfAbsent(request.brokerName() + "/" + request.brokerId(), unused -> new Turns());
        boolean isBack = request.brokerAddress().equals(turns.replaced);
        turns.replaced = addressBefore;
        if (isBack && !turns.told) {
            turns.told = true;
            log.warn(
                    "{} and {} both register as {}/{} and take turns in the routes: messages go to the one or the other;"
                            + " give one of them another brokerName or brokerId, or stop it",
                    addressBefore,
                    request.brokerAddress(),
                    request.brokerName(),
                    request.brokerId());
        }
    }

    private Optional<Registered> refuseOrIgnore(RegisterBrokerRequest request, TopicTableBody table) {
        Optional<Registered> refused = refuse(request, table);
        if (refused.isPresent()) {
            return refused;
        }
        BrokerTable.Broker broker = brokers.find(request.brokerName());
        String address = broker == null ? null : broker.address(request.brokerId());
        if (address == null) {
            // it would be the later part of a registration whose first part is missing here
            return table.topics().size() != 1
                    ? Optional.empty()
                    : Optional.of(
                            new Registered(
                                    null,
                                    new Refusal(
                                            ResponseCode.SYSTEM_ERROR,
                                            "register broker failed: " + request.brokerName() + "/" + request.brokerId()
                                                    + " isn't known here and sent one topic only; it must send all of them first")));
        }
        LiveBroker holder = brokers.live(request.cluster(), address);
        if (address.equals(request.brokerAddress())
                || holder == null
                || holder.dataVersion().stateVersion() <= table.dataVersion().stateVersion()) {
            return Optional.empty();
        }
        log.warn(
                "{} claims to be {}/{}, which is held by {} with the newer state {}: ignored; stop one of them",
                request.brokerAddress(),
                request.brokerName(),
                request.brokerId(),
                address,
                holder.dataVersion().stateVersion());
        return Optional.of(Registered.PLAIN);
    }

    /** What is named so that it cannot be shown, or does not fit. Who is known stays so: its topics are as good as before. */
    private Optional<Registered> refuse(RegisterBrokerRequest request, TopicTableBody table) {
        Optional<Refusal> refusal = refuseNames(request).or(() -> room.refuse(more(request, table)));
        refusal.ifPresent(why -> {
            heard(request.cluster(), request.brokerAddress());
            log.warn(
                    "a registration of {} topics is refused: {}", table.topics().size(), why.remark());
        });
        return refusal.map(
                why -> new Registered(null, new Refusal(why.code(), "register broker failed: " + why.remark())));
    }

    private static Optional<Refusal> refuseNames(RegisterBrokerRequest request) {
        String why = TopicNames.refuseText("cluster", request.cluster(), LONGEST_NAME);
        why = why != null ? why : TopicNames.refuseText("broker name", request.brokerName(), LONGEST_NAME);
        why = why != null ? why : TopicNames.refuseText("broker address", request.brokerAddress(), LONGEST_NAME);
        return Optional.ofNullable(why).map(text -> new Refusal(ResponseCode.SYSTEM_ERROR, text));
    }

    /** What the tables would take more. */
    private long more(RegisterBrokerRequest request, TopicTableBody table) {
        String name = request.brokerName();
        long bytes = brokers.live(request.cluster(), request.brokerAddress()) != null
                ? 0
                : BrokerTable.weight(request.cluster(), name, request.brokerAddress(), request.haAddress());
        for (String topic : table.topics().keySet()) {
            bytes += queues.contains(topic, name) ? 0 : QueueTable.weight(topic, name);
        }
        return table.mappingInfos() == null
                ? bytes
                : bytes
                        + table.mappingInfos().values().stream()
                                .mapToLong(TableRoom::tree)
                                .sum();
    }

    /** The topics of the leader, or of the process with the smallest id, are those of the broker name. */
    private void takeTopics(
            RegisterBrokerRequest request, TopicTableBody table, BrokerTable.Broker broker, boolean all) {
        boolean leader = request.brokerId() == BrokerRecord.LEADER_ID;
        boolean standIn =
                !leader && request.actingMaster() != null && Objects.equals(broker.smallestId(), request.brokerId());
        if (!leader && !standIn) {
            return;
        }
        String name = request.brokerName();
        boolean readOnly = standIn && broker.hasActingMaster();
        for (TopicRecord topic : table.topics().values()) {
            if (all || !queues.contains(topic.name(), name)) {
                int perm = readOnly ? topic.perm() & ~Perm.WRITE : topic.perm();
                QueueRoute route =
                        new QueueRoute(name, perm, topic.readQueueCount(), topic.sysFlag(), topic.writeQueueCount());
                if (queues.put(topic.name(), route)) {
                    listener.onRouteChanged(topic.name());
                }
            }
        }
        if (all && table.mappingInfos() != null) {
            table.mappingInfos().forEach((topic, mapping) -> {
                queues.putMapping(topic, name, mapping);
                listener.onRouteChanged(topic);
            });
        }
        // a table of one topic is a change told by itself, not all there is
        if (all && settings.get().dropsMissingTopics() && table.topics().size() > 1) {
            for (String topic : queues.topicsOn(name)) {
                if (!table.topics().containsKey(topic)) {
                    removeQueues(topic, name);
                }
            }
        }
    }

    private LiveBroker live(RegisterBrokerRequest request, DataVersion version, BrokerLink link) {
        long timeoutMillis = request.timeoutMillis() == null ? DEFAULT_TIMEOUT_MILLIS : request.timeoutMillis();
        return new LiveBroker(
                request.cluster(),
                request.brokerName(),
                request.brokerId(),
                request.brokerAddress(),
                request.haAddress(),
                version,
                link,
                TimeUnit.MILLISECONDS.toNanos(timeoutMillis),
                clock.nanos());
    }

    private Registered answer(RegisterBrokerRequest request, BrokerTable.Broker broker) {
        String leaderAddress = broker.address(BrokerRecord.LEADER_ID);
        if (request.brokerId() == BrokerRecord.LEADER_ID || leaderAddress == null) {
            return Registered.PLAIN;
        }
        LiveBroker leader = brokers.live(request.cluster(), leaderAddress);
        return leader == null
                ? Registered.PLAIN
                : new Registered(new RegisterBrokerAnswer(leader.haAddress(), leaderAddress), null);
    }

    /** A broker says that it goes. */
    void unregister(String cluster, String name, String address, String why) {
        control.assertInside();
        LiveBroker atAddress = brokers.live(cluster, address);
        if (atAddress != null && atAddress.name().equals(name)) {
            brokers.removeLive(cluster, address);
        }
        BrokerTable.Broker broker = brokers.find(name);
        Long smallestBefore = broker == null ? null : broker.smallestId();
        Long id = broker == null ? null : broker.remove(address);
        if (broker == null || id == null) {
            return;
        }
        log.info("{}/{} at {} of {} is gone: {}", name, id, address, cluster, why);
        turnsOf.remove(name + "/" + id);
        if (broker.addresses().isEmpty()) {
            for (String topic : queues.topicsOn(name)) {
                removeQueues(topic, name);
            }
            brokers.remove(broker);
            return;
        }
        Collection<String> topics = id == BrokerRecord.LEADER_ID && broker.hasActingMaster()
                ? queues.changePerm(name, perm -> perm & ~Perm.WRITE)
                : queues.topicsOn(name);
        topics.forEach(listener::onRouteChanged);
        tellSmallestId(broker, name, smallestBefore, address, address);
    }

    /** The connection is gone, and with it all that registered over it and not over another one since. */
    void linkClosed(BrokerLink link) {
        control.assertInside();
        for (LiveBroker each : brokers.live()) {
            if (each.link().equals(link)) {
                unregister(each.cluster(), each.name(), each.address(), "its connection closed");
            }
        }
    }

    /** Removes who has been silent too long, and closes its connection. */
    void removeSilent() {
        control.assertInside();
        long now = clock.nanos();
        for (LiveBroker each : brokers.live()) {
            if (each.isSilentAt(now)) {
                long seconds = TimeUnit.NANOSECONDS.toSeconds(now - each.heardNanos());
                unregister(each.cluster(), each.name(), each.address(), "silent for " + seconds + " s");
                each.link().close("the broker " + each + " was silent for " + seconds + " s");
            }
        }
    }

    /** Some word of a broker that counts as a sign of life. */
    void heard(String cluster, String address) {
        control.assertInside();
        LiveBroker broker = brokers.live(cluster, address);
        if (broker != null) {
            brokers.put(broker.heardAt(clock.nanos()));
        }
    }

    /** The queues of one topic as a broker tells them by themselves; those of unknown brokers are left out. */
    Optional<Refusal> putQueues(String topic, List<QueueRoute> routes) {
        control.assertInside();
        long more = routes.stream()
                .filter(route -> !queues.contains(topic, route.brokerName()))
                .mapToLong(route -> QueueTable.weight(topic, route.brokerName()))
                .sum();
        Optional<Refusal> refusal = room.refuse(more);
        if (refusal.isPresent()) {
            return refusal;
        }
        for (QueueRoute route : routes) {
            if (brokers.find(route.brokerName()) != null && queues.put(topic, route)) {
                listener.onRouteChanged(topic);
            }
        }
        return refusal;
    }

    /** Forgets a topic: in one cluster, or everywhere. */
    void removeTopic(String topic, @Nullable String cluster) {
        control.assertInside();
        if (cluster == null || cluster.isBlank()) {
            if (queues.remove(topic)) {
                listener.onRouteChanged(topic);
            }
            return;
        }
        for (String name : List.copyOf(brokers.names(cluster))) {
            removeQueues(topic, name);
        }
    }

    /** Takes the right to write from all queues of a broker name, or gives it back; returns how many topics those are. */
    int changeWritable(String name, boolean writable) {
        control.assertInside();
        List<String> topics = queues.changePerm(name, perm -> writable ? Perm.READ_WRITE : perm & ~Perm.WRITE);
        topics.forEach(listener::onRouteChanged);
        log.info("{} topics of {} are {} now, by request", topics.size(), name, writable ? "writable" : "read-only");
        return topics.size();
    }

    private void removeQueues(String topic, String name) {
        if (queues.remove(topic, name)) {
            listener.onRouteChanged(topic);
        }
    }

    private void tellSmallestId(
            BrokerTable.Broker broker,
            String name,
            @Nullable Long before,
            @Nullable String offlineAddress,
            String changedAddress) {
        Long now = broker.smallestId();
        if (!settings.get().tellsSmallestId() || now == null || before == null || before.equals(now)) {
            return;
        }
        String address = Objects.requireNonNull(broker.address(now));
        LiveBroker smallest = brokers.live(broker.cluster(), address);
        List<String> tell = broker.addresses().values().stream()
                .filter(each -> !each.equals(changedAddress))
                .toList();
        listener.onMinBrokerChanged(new MinBrokerChange(
                name, now, address, offlineAddress, smallest == null ? null : smallest.haAddress(), tell));
    }
}
