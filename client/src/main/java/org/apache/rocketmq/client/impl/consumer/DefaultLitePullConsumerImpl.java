package org.apache.rocketmq.client.impl.consumer;

import io.apogeemq.client.admin.QueueAdmin;
import io.apogeemq.client.consume.ConsumerSettings;
import io.apogeemq.client.consume.GroupMember;
import io.apogeemq.client.consume.PollConsumer;
import io.apogeemq.client.consume.calls.BrokerCalls;
import io.apogeemq.client.consume.calls.Subscription;
import io.apogeemq.client.consume.wire.WireMember;
import io.apogeemq.client.core.ClientInstance;
import io.apogeemq.client.core.ReceivedMessage;
import io.apogeemq.client.core.RecordDecoder;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.protocol.body.BrokerQueue;
import io.apogeemq.protocol.body.ConsumeFromWhere;
import io.apogeemq.protocol.body.ConsumeType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.rocketmq.client.consumer.DefaultLitePullConsumer;
import org.apache.rocketmq.client.consumer.MessageQueueListener;
import org.apache.rocketmq.client.consumer.MessageSelector;
import org.apache.rocketmq.client.consumer.TopicMessageQueueChangeListener;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.ConsumeReturnType;
import org.apache.rocketmq.client.consumer.store.OffsetStore;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.hook.ConsumeMessageContext;
import org.apache.rocketmq.client.hook.ConsumeMessageHook;
import org.apache.rocketmq.client.impl.Failures;
import org.apache.rocketmq.client.impl.SharedClients;
import org.apache.rocketmq.client.impl.Waiting;
import org.apache.rocketmq.common.ServiceState;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.remoting.RPCHook;
import org.apache.rocketmq.remoting.protocol.heartbeat.MessageModel;
import org.apache.rocketmq.remoting.protocol.heartbeat.SubscriptionData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands behind a {@link DefaultLitePullConsumer}: its state, what it wants, and the engine's consumer while it runs.
 * Programs know it for its hooks. Methods may be called from any thread; those that ask a broker block.
 *
 * <pre>
 *   CREATE_JUST --start--> RUNNING --shutdown--> SHUTDOWN_ALREADY
 *        '--start fails--> START_FAILED (only a group that is there already leads back to CREATE_JUST)
 * </pre>
 */
public class DefaultLitePullConsumerImpl {
    private static final Logger log = LoggerFactory.getLogger(DefaultLitePullConsumerImpl.class);
    private static final long START_MILLIS = 30_000;

    /** What only crosses to the engine's loop and back. */
    private static final long LOOP_MILLIS = 5_000;

    private static final long ADMIN_MILLIS = 12_000;
    private static final String NOT_RUNNING = "The consumer not running, please start it first.";
    private static final String EXCLUSIVE = "Subscribe and assign are mutually exclusive.";

    private final DefaultLitePullConsumer face;
    private final RPCHook hook;
    private final Clock clock;
    private final ConsumeHooks hooks;
    private final MessageFaces faces;
    private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
    private final Map<String, MessageQueueListener> listeners = new ConcurrentHashMap<>();
    private final Map<String, TopicMessageQueueChangeListener> watched = new LinkedHashMap<>();
    private final Map<String, String> expressions = new LinkedHashMap<>();
    private final AtomicLong nextCommitMillis = new AtomicLong(Long.MIN_VALUE);
    private volatile Map<String, Subscription> heartbeatOnly = Map.of();
    private volatile Set<BrokerQueue> chosen = Set.of();
    private volatile Mode mode = Mode.OPEN;
    private volatile ServiceState state = ServiceState.CREATE_JUST;
    private volatile MemberSeat seat;
    private volatile PollConsumer consumer;
    private volatile OffsetStore offsetStore;

    /** How the consumer comes to its queues; the first call decides. */
    private enum Mode {
        OPEN,
        SUBSCRIBE,
        ASSIGN
    }

    public DefaultLitePullConsumerImpl(DefaultLitePullConsumer face, RPCHook hook) {
        this(face, hook, SharedClients.clock());
    }

    DefaultLitePullConsumerImpl(DefaultLitePullConsumer face, RPCHook hook, Clock clock) {
        this.face = face;
        this.hook = hook;
        this.clock = clock;
        this.hooks = new ConsumeHooks(face, face::getConsumerGroup);
        this.faces = new MessageFaces(face::withoutNamespace);
    }

    public void registerConsumeMessageHook(ConsumeMessageHook consumeHook) {
        hooks.add(consumeHook);
    }

    public DefaultLitePullConsumer getDefaultLitePullConsumer() {
        return face;
    }

    public synchronized void start() throws MQClientException {
        if (state != ServiceState.CREATE_JUST) {
            throw new MQClientException(
                    Failures.withHelp("The PullConsumer service state not OK, maybe started once, " + state), null);
        }
        state = ServiceState.START_FAILED;
        LiteSettings.check(face);
        if (face.getMessageModel() == MessageModel.CLUSTERING) {
            face.changeInstanceNameToPID();
        }
        MemberSeat taken;
        try {
            taken = MemberSeat.take(face, hook, face.getConsumerGroup(), this::make);
        } catch (GroupTaken e) {
            state = ServiceState.CREATE_JUST;
            throw e;
        }
        try {
            run(taken);
        } catch (MQClientException | RuntimeException e) {
            taken.leave(0);
            seat = null;
            throw e;
        }
        state = ServiceState.RUNNING;
        log.info(
                "the lite pull consumer of group {} runs as {}",
                face.getConsumerGroup(),
                taken.client().settings().clientId());
    }

    private void run(MemberSeat taken) throws MQClientException {
        Waiting.getOrClientException(
                consumer.member().start(List.copyOf(subscriptions.values())),
                START_MILLIS,
                "the consumer of group " + face.getConsumerGroup() + " could not start");
        seat = taken;
        if (mode == Mode.ASSIGN) {
            assignChosen();
        }
        for (Map.Entry<String, TopicMessageQueueChangeListener> each : watched.entrySet()) {
            watch(each.getKey(), each.getValue());
        }
    }

    public synchronized void shutdown() {
        if (state == ServiceState.RUNNING) {
            seat.leave(0);
            log.info("the lite pull consumer of group {} has stopped", face.getConsumerGroup());
        }
        if (state != ServiceState.CREATE_JUST) {
            state = ServiceState.SHUTDOWN_ALREADY;
        }
    }

    public boolean isRunning() {
        return state == ServiceState.RUNNING;
    }

    public synchronized void subscribe(String topic, String expression) throws MQClientException {
        try {
            requireTopic(topic);
            put(SubscriptionFaces.engine(face.withNamespace(topic), expression, clock.millis()));
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new MQClientException("subscribe exception", e);
        }
    }

    public synchronized void subscribe(String topic, MessageSelector selector) throws MQClientException {
        try {
            requireTopic(topic);
            put(SubscriptionFaces.engine(face.withNamespace(topic), selector, clock.millis()));
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new MQClientException("subscribe exception", e);
        }
    }

    public synchronized void subscribe(String topic, String expression, MessageQueueListener listener)
            throws MQClientException {
        subscribe(topic, expression);
        if (listener != null) {
            listeners.put(face.withNamespace(topic), listener);
        }
    }

    public synchronized void unsubscribe(String topic) {
        String wireTopic = face.withNamespace(topic);
        subscriptions.remove(wireTopic);
        listeners.remove(wireTopic);
        if (isRunning()) {
            consumer.member().unsubscribe(wireTopic);
        }
    }

    public synchronized void assign(Collection<MessageQueue> queues) {
        if (queues == null || queues.isEmpty()) {
            throw new IllegalArgumentException("Message queues can not be null or empty.");
        }
        enter(Mode.ASSIGN);
        chosen = Set.copyOf(Queues.engine(face.queuesWithNamespace(queues)));
        if (isRunning()) {
            assignChosen();
        }
    }

    public synchronized void setSubExpressionForAssign(String topic, String expression) {
        if (expression == null || expression.isBlank()) {
            throw new IllegalArgumentException("subExpression can not be null or empty.");
        }
        if (state != ServiceState.CREATE_JUST) {
            throw new IllegalStateException("setAssignTag only can be called before start.");
        }
        enter(Mode.ASSIGN);
        expressions.put(face.withNamespace(topic), expression);
    }

    /** What heartbeats say besides, for queues that are assigned: brokers filter nothing by it. */
    public synchronized void tellInHeartbeats(Map<String, MessageSelector> wanted) {
        Map<String, Subscription> told = new LinkedHashMap<>();
        wanted.forEach((topic, selector) -> {
            String wireTopic = face.withNamespace(topic);
            told.put(wireTopic, SubscriptionFaces.engine(wireTopic, selector, clock.millis()));
        });
        heartbeatOnly = told;
    }

    public Set<SubscriptionData> toldInHeartbeats() {
        Set<SubscriptionData> told = new LinkedHashSet<>();
        heartbeatOnly.values().forEach(subscription -> told.add(SubscriptionFaces.face(subscription)));
        return told;
    }

    /** What one pull brought; in between, when it is time, what was polled before is committed. */
    public List<MessageExt> poll(long timeoutMillis) {
        PollConsumer running = requireRunning();
        if (timeoutMillis < 0) {
            throw new IllegalArgumentException("Timeout must not be negative");
        }
        if (face.isAutoCommit()) {
            commitWhenDue(running);
        }
        List<ReceivedMessage> polled = PolledMessages.await(running, timeoutMillis);
        if (polled.isEmpty()) {
            return new ArrayList<>();
        }
        List<MessageExt> shown = new ArrayList<>(polled.size());
        polled.forEach(message -> shown.add(faces.face(message)));
        ConsumeMessageContext context = hooks.before(shown, polled.get(0).queue());
        hooks.after(context, ConsumeReturnType.SUCCESS, ConsumeConcurrentlyStatus.CONSUME_SUCCESS.toString(), true);
        return shown;
    }

    public void pause(Collection<MessageQueue> queues) {
        if (isRunning()) {
            await(consumer.pause(wire(queues)), "pause");
        }
    }

    public void resume(Collection<MessageQueue> queues) {
        if (isRunning()) {
            await(consumer.resume(wire(queues)), "resume");
        }
    }

    public void seek(MessageQueue queue, long offset) throws MQClientException {
        PollConsumer running = requireRunning();
        BrokerQueue name = Queues.engine(face.queueWithNamespace(queue));
        if (!assignedNow().contains(name)) {
            throw new MQClientException(
                    "The message queue is not in assigned list, "
                            + (mode == Mode.SUBSCRIBE ? "may be rebalancing, " : "") + "message queue: " + queue,
                    null);
        }
        QueueAdmin admin = new QueueAdmin(seat.client());
        long min = ask(admin.minOffset(name), "the first offset of " + queue + " is not known");
        long max = ask(admin.maxOffset(name), "the last offset of " + queue + " is not known");
        if (offset < min || offset > max) {
            throw new MQClientException(
                    "Seek offset illegal, seek offset = " + offset + ", min offset = " + min + ", max offset = " + max,
                    null);
        }
        Waiting.getOrClientException(running.seek(name, offset), LOOP_MILLIS, "seek " + queue + " failed");
    }

    public void seekToBegin(MessageQueue queue) throws MQClientException {
        requireRunning();
        seek(queue, ask(admin().minOffset(wire(queue)), "the first offset of " + queue + " is not known"));
    }

    public void seekToEnd(MessageQueue queue) throws MQClientException {
        requireRunning();
        seek(queue, ask(admin().maxOffset(wire(queue)), "the last offset of " + queue + " is not known"));
    }

    public void commitAll() {
        if (isRunning()) {
            await(consumer.commit(), "commit");
        }
    }

    public void commit(Set<MessageQueue> queues, boolean persist) {
        if (queues != null && !queues.isEmpty() && isRunning()) {
            Set<BrokerQueue> names = wire(queues);
            await(consumer.commit(names), "commit");
            persist(names, persist);
        }
    }

    public void commit(Map<MessageQueue, Long> offsets, boolean persist) {
        if (offsets != null && !offsets.isEmpty() && isRunning()) {
            Map<BrokerQueue, Long> given = new LinkedHashMap<>();
            offsets.forEach((queue, offset) -> given.put(wire(queue), offset));
            await(consumer.commit(given), "commit");
            persist(given.keySet(), persist);
        }
    }

    /** The committed offset in memory, or else at the broker; -1 for none. */
    public long committed(MessageQueue queue) throws MQClientException {
        PollConsumer running = requireRunning();
        BrokerQueue name = wire(queue);
        OptionalLong known = running.member().offsets().inMemory(name);
        return known.isPresent()
                ? known.getAsLong()
                : Waiting.getOrClientException(
                                running.member().offsets().read(name),
                                ADMIN_MILLIS,
                                "Fetch consume offset from broker exception")
                        .orElse(-1);
    }

    public Set<MessageQueue> assignment() {
        Set<MessageQueue> shown = new LinkedHashSet<>();
        assignedNow().forEach(queue -> shown.add(shown(queue)));
        return shown;
    }

    public Set<MessageQueue> fetchMessageQueues(String topic) throws MQClientException {
        requireRunning();
        List<BrokerQueue> queues = ask(
                admin().subscribeQueues(face.withNamespace(topic)),
                "Can not find Message Queue for this topic, " + topic);
        if (queues.isEmpty()) {
            throw new MQClientException(
                    "Can not find Message Queue for this topic, " + topic + " Namesrv return empty", null);
        }
        Set<MessageQueue> shown = new LinkedHashSet<>();
        queues.forEach(queue -> shown.add(shown(queue)));
        return shown;
    }

    public long searchOffset(MessageQueue queue, long timestamp) throws MQClientException {
        requireRunning();
        return ask(admin().offsetByTime(wire(queue), timestamp), "searchOffset of " + queue + " failed");
    }

    public synchronized void registerTopicMessageQueueChangeListener(
            String topic, TopicMessageQueueChangeListener listener) throws MQClientException {
        if (topic == null || listener == null) {
            throw new MQClientException("Topic or listener is null", null);
        }
        watched.put(topic, listener);
        if (isRunning()) {
            watch(topic, listener);
        }
    }

    public void updateNameServerAddr(String addresses) {
        if (isRunning()) {
            seat.client().useNameServers(addresses);
        }
    }

    /** The program set something anew while the consumer runs. */
    public void retune() {
        MemberSeat running = seat;
        if (isRunning() && running != null) {
            try {
                consumer.member()
                        .change(LiteSettings.of(
                                face, running.client().settings().clientId()));
            } catch (MQClientException e) {
                log.warn("a new setting of group {} is ignored: {}", face.getConsumerGroup(), e.getErrorMessage());
            }
        }
    }

    /** The offsets that the engine keeps; null before the start. */
    public OffsetStore getOffsetStore() {
        return offsetStore;
    }

    private WireMember make(ClientInstance client) throws MQClientException {
        ConsumerSettings settings = LiteSettings.of(face, client.settings().clientId());
        WireMember.Identity identity = new WireMember.Identity(
                settings.group(),
                io.apogeemq.protocol.body.MessageModel.valueOf(
                        face.getMessageModel().name()),
                ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET,
                ConsumeType.CONSUME_ACTIVELY,
                face.isUnitMode(),
                () -> LiteSettings.asText(face));
        RecordDecoder decoder = new RecordDecoder(face.isDecodeReadBody(), face.isDecodeDecompressBody());
        return new WireMember(client, identity, decoder, calls -> make(client, settings, calls), this::told);
    }

    private GroupMember make(ClientInstance client, ConsumerSettings settings, BrokerCalls calls) {
        GroupOffsets offsets = GroupOffsets.of(face.getOffsetStore(), client, settings, calls);
        offsetStore = offsets.store();
        consumer = new PollConsumer(
                new GroupMember.Parts(
                        settings,
                        calls,
                        offsets.engine(),
                        new StrategyAdapter(face.getAllocateMessageQueueStrategy()),
                        this::onQueues,
                        client.loops(),
                        client.loop(),
                        client.callbacks()),
                LiteSettings.terms(face),
                (int) Math.min(Integer.MAX_VALUE, face.getPullThresholdForAll()),
                face::getTopicMetadataCheckIntervalMillis);
        return consumer.member();
    }

    /** Queues that a program chose are its own business: of their topics brokers are told only what it says. */
    private Collection<Subscription> told(GroupMember member) {
        List<Subscription> told = new ArrayList<>(heartbeatOnly.values());
        if (mode != Mode.ASSIGN) {
            told.addAll(member.subscriptions());
        }
        return told;
    }

    private void onQueues(String topic, Set<BrokerQueue> all, Set<BrokerQueue> assigned) {
        MessageQueueListener ofTopic = listeners.get(topic);
        for (MessageQueueListener listener : new MessageQueueListener[] {ofTopic, face.getMessageQueueListener()}) {
            if (listener != null) {
                listener.messageQueueChanged(face.withoutNamespace(topic), shown(all), shown(assigned));
            }
        }
    }

    private void assignChosen() {
        Map<String, Subscription> wanted = new LinkedHashMap<>();
        for (BrokerQueue queue : chosen) {
            wanted.computeIfAbsent(
                    queue.topic(),
                    topic -> SubscriptionFaces.engine(
                            topic, expressions.getOrDefault(topic, Subscription.ALL), clock.millis()));
        }
        await(consumer.assign(chosen, wanted.values()), "assign");
    }

    private void watch(String topic, TopicMessageQueueChangeListener listener) throws MQClientException {
        ask(admin().subscribeQueues(face.withNamespace(topic)), "Can not find Message Queue for this topic, " + topic);
        await(consumer.watch(face.withNamespace(topic), queues -> listener.onChanged(topic, shown(queues))), "watch");
    }

    private void commitWhenDue(PollConsumer running) {
        long now = clock.millis();
        long due = nextCommitMillis.get();
        if (now >= due && nextCommitMillis.compareAndSet(due, now + face.getAutoCommitIntervalMillis())) {
            running.commit();
        }
    }

    private void persist(Set<BrokerQueue> names, boolean wanted) {
        if (wanted) {
            await(consumer.persist(names), "persist");
        }
    }

    private Set<BrokerQueue> assignedNow() {
        if (mode == Mode.ASSIGN) {
            return chosen;
        }
        return isRunning() ? await(consumer.member().assigned(), "assignment") : Set.of();
    }

    private void put(Subscription subscription) {
        enter(Mode.SUBSCRIBE);
        subscriptions.put(subscription.topic(), subscription);
        if (isRunning()) {
            consumer.member().subscribe(subscription);
        }
    }

    private void enter(Mode wanted) {
        if (mode == Mode.OPEN) {
            mode = wanted;
        } else if (mode != wanted) {
            throw new IllegalStateException(EXCLUSIVE);
        }
    }

    private PollConsumer requireRunning() {
        PollConsumer running = consumer;
        if (running == null || state != ServiceState.RUNNING) {
            throw new IllegalStateException(NOT_RUNNING);
        }
        return running;
    }

    private static void requireTopic(String topic) {
        if (topic == null || topic.isEmpty()) {
            throw new IllegalArgumentException("Topic can not be null or empty.");
        }
    }

    private QueueAdmin admin() {
        return new QueueAdmin(seat.client());
    }

    private static <T> T ask(CompletionStage<T> stage, String text) throws MQClientException {
        return Waiting.getOrClientException(stage, ADMIN_MILLIS, text);
    }

    /** For methods that declare no exception: what goes wrong here is that the consumer has just stopped. */
    private static <T> T await(CompletionStage<T> stage, String what) {
        try {
            return Waiting.getOrClientException(stage, LOOP_MILLIS, what + " failed");
        } catch (MQClientException e) {
            throw new IllegalStateException(e.getErrorMessage(), e);
        }
    }

    private BrokerQueue wire(MessageQueue queue) {
        return Queues.engine(face.queueWithNamespace(queue));
    }

    private Set<BrokerQueue> wire(Collection<MessageQueue> queues) {
        return Queues.engine(face.queuesWithNamespace(queues));
    }

    private MessageQueue shown(BrokerQueue queue) {
        return new MessageQueue(face.withoutNamespace(queue.topic()), queue.brokerName(), queue.queueId());
    }

    private Set<MessageQueue> shown(Collection<BrokerQueue> queues) {
        Set<MessageQueue> shown = new LinkedHashSet<>();
        queues.forEach(queue -> shown.add(shown(queue)));
        return shown;
    }
}
