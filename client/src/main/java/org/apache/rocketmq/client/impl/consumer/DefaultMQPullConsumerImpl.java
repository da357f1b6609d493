package org.apache.rocketmq.client.impl.consumer;

import io.apogeemq.client.admin.QueueAdmin;
import io.apogeemq.client.consume.ConsumerSettings;
import io.apogeemq.client.consume.ConsumerSettings.Consuming;
import io.apogeemq.client.consume.ConsumerSettings.Model;
import io.apogeemq.client.consume.ConsumerSettings.Pulling;
import io.apogeemq.client.consume.ConsumerSettings.StartAt;
import io.apogeemq.client.consume.GroupMember;
import io.apogeemq.client.consume.PullConsumer;
import io.apogeemq.client.consume.calls.BrokerCalls;
import io.apogeemq.client.consume.calls.PullOrder;
import io.apogeemq.client.consume.calls.Pulled;
import io.apogeemq.client.consume.calls.Subscription;
import io.apogeemq.client.consume.wire.WireMember;
import io.apogeemq.client.core.ClientFailure;
import io.apogeemq.client.core.ClientInstance;
import io.apogeemq.client.core.ReceivedMessage;
import io.apogeemq.client.core.RecordDecoder;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.Pool;
import io.apogeemq.protocol.body.BrokerQueue;
import io.apogeemq.protocol.body.ConsumeFromWhere;
import io.apogeemq.protocol.body.ConsumeType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.rocketmq.client.Validators;
import org.apache.rocketmq.client.consumer.DefaultMQPullConsumer;
import org.apache.rocketmq.client.consumer.MessageQueueListener;
import org.apache.rocketmq.client.consumer.MessageSelector;
import org.apache.rocketmq.client.consumer.PullCallback;
import org.apache.rocketmq.client.consumer.PullResult;
import org.apache.rocketmq.client.consumer.PullStatus;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.ConsumeReturnType;
import org.apache.rocketmq.client.consumer.store.OffsetStore;
import org.apache.rocketmq.client.consumer.store.ReadOffsetType;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.hook.ConsumeMessageContext;
import org.apache.rocketmq.client.hook.ConsumeMessageHook;
import org.apache.rocketmq.client.impl.Failures;
import org.apache.rocketmq.client.impl.Questions;
import org.apache.rocketmq.client.impl.SharedClients;
import org.apache.rocketmq.client.impl.Waiting;
import org.apache.rocketmq.common.ServiceState;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.remoting.RPCHook;
import org.apache.rocketmq.remoting.exception.RemotingException;
import org.apache.rocketmq.remoting.protocol.heartbeat.MessageModel;
import org.apache.rocketmq.remoting.protocol.heartbeat.SubscriptionData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands behind a {@link DefaultMQPullConsumer}: its state, its pulls, and the engine's member of the group while it
 * runs. Programs know it for its hooks. Methods may be called from any thread and block.
 *
 * <pre>
 *   CREATE_JUST --start--> RUNNING --shutdown--> SHUTDOWN_ALREADY
 *        '--start fails--> START_FAILED (only a group that is there already leads back to CREATE_JUST)
 * </pre>
 */
@SuppressWarnings("deprecation") // what it stands behind is the deprecated one
public class DefaultMQPullConsumerImpl {
    private static final Logger log = LoggerFactory.getLogger(DefaultMQPullConsumerImpl.class);
    private static final String DEFAULT_GROUP = "DEFAULT_CONSUMER";
    private static final long START_MILLIS = 30_000;
    private static final long LOOP_MILLIS = 5_000;
    private static final long ADMIN_MILLIS = 12_000;
    private static final long SEND_BACK_MILLIS = 15_000;

    private final DefaultMQPullConsumer face;
    private final RPCHook hook;
    private final Clock clock;
    private final ConsumeHooks hooks;
    private final MessageFaces faces;
    private final Map<String, Subscription> registered = new ConcurrentHashMap<>();

    /** Topics that the member shares because the program pulled from them. */
    private final Set<String> pulled = ConcurrentHashMap.newKeySet();

    private volatile ServiceState state = ServiceState.CREATE_JUST;
    private volatile MemberSeat seat;
    private volatile PullConsumer consumer;
    private volatile OffsetStore offsetStore;

    public DefaultMQPullConsumerImpl(DefaultMQPullConsumer face, RPCHook hook) {
        this(face, hook, SharedClients.clock());
    }

    DefaultMQPullConsumerImpl(DefaultMQPullConsumer face, RPCHook hook, Clock clock) {
        this.face = face;
        this.hook = hook;
        this.clock = clock;
        this.hooks = new ConsumeHooks(face, face::getConsumerGroup);
        this.faces = new MessageFaces(face::withoutNamespace);
    }

    public void registerConsumeMessageHook(ConsumeMessageHook consumeHook) {
        hooks.add(consumeHook);
    }

    public DefaultMQPullConsumer getDefaultMQPullConsumer() {
        return face;
    }

    public ServiceState getServiceState() {
        return state;
    }

    public synchronized void start() throws MQClientException {
        if (state != ServiceState.CREATE_JUST) {
            throw new MQClientException(
                    Failures.withHelp("The PullConsumer service state not OK, maybe started once, " + state), null);
        }
        state = ServiceState.START_FAILED;
        check();
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
            Map<String, Subscription> shared = new LinkedHashMap<>();
            face.getRegisterTopics()
                    .forEach(topic -> shared.put(
                            face.withNamespace(topic),
                            Subscription.ofTags(face.withNamespace(topic), Subscription.ALL, 0)));
            Waiting.getOrClientException(
                    consumer.member().start(shared.values()),
                    START_MILLIS,
                    "the consumer of group " + face.getConsumerGroup() + " could not start");
        } catch (MQClientException | RuntimeException e) {
            taken.leave(0);
            throw e;
        }
        seat = taken;
        state = ServiceState.RUNNING;
        log.info(
                "the pull consumer of group {} runs as {}",
                face.getConsumerGroup(),
                taken.client().settings().clientId());
    }

    public synchronized void shutdown() {
        if (state == ServiceState.RUNNING) {
            seat.leave(0);
            log.info("the pull consumer of group {} has stopped", face.getConsumerGroup());
        }
        if (state != ServiceState.CREATE_JUST) {
            state = ServiceState.SHUTDOWN_ALREADY;
        }
    }

    /** @param selector null is refused, as ever; an expression may be null */
    public PullResult pull(MessageQueue queue, MessageSelector selector, long offset, int count, PullWait wait)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        return shown(Waiting.get(order(queue, selector, offset, count, Integer.MAX_VALUE, wait), wait.timeoutMillis()));
    }

    public void pull(
            MessageQueue queue,
            MessageSelector selector,
            long offset,
            int count,
            int bytes,
            PullWait wait,
            PullCallback callback)
            throws MQClientException {
        if (callback == null) {
            throw new MQClientException("pullCallback is null", null);
        }
        order(queue, selector, offset, count, bytes, wait)
                .whenCompleteAsync(
                        (answer, failure) -> {
                            if (failure == null) {
                                callback.onSuccess(shown(answer));
                            } else {
                                callback.onException(Failures.toException(ClientFailure.of(failure, "", 0)));
                            }
                        },
                        seat.client().callbacks());
    }

    private CompletionStage<Pulled> order(
            MessageQueue queue, MessageSelector selector, long offset, int count, int bytes, PullWait wait)
            throws MQClientException {
        PullConsumer running = requireRunning();
        require(queue != null, "mq is null");
        require(offset >= 0, "offset < 0");
        require(count > 0, "maxNums <= 0");
        BrokerQueue name = Queues.engine(face.queueWithNamespace(queue));
        Subscription wanted;
        try {
            if (selector == null) {
                throw new IllegalArgumentException("the selector is null");
            }
            wanted = SubscriptionFaces.engine(name.topic(), selector, clock.millis());
        } catch (IllegalArgumentException e) {
            throw new MQClientException("parse subscription error", e);
        }
        if (pulled.add(name.topic())) {
            running.member().subscribe(Subscription.ofTags(name.topic(), Subscription.ALL, 0));
        }
        return running.pull(
                name,
                offset,
                count,
                bytes,
                wanted,
                new PullOrder.Terms(false, wait.holdMillis(), wait.timeoutMillis(), null));
    }

    public void updateConsumeOffset(MessageQueue queue, long offset) throws MQClientException {
        requireRunning();
        offsetStore.updateOffset(face.queueWithNamespace(queue), offset, false);
    }

    public long fetchConsumeOffset(MessageQueue queue, boolean fromStore) throws MQClientException {
        requireRunning();
        return offsetStore.readOffset(
                face.queueWithNamespace(queue),
                fromStore ? ReadOffsetType.READ_FROM_STORE : ReadOffsetType.MEMORY_FIRST_THEN_STORE);
    }

    public Set<MessageQueue> fetchMessageQueuesInBalance(String topic) throws MQClientException {
        PullConsumer running = requireRunning();
        if (topic == null) {
            throw new IllegalArgumentException("topic is null");
        }
        return shown(Waiting.getOrClientException(
                running.share(face.withNamespace(topic)), LOOP_MILLIS, "the queues of group are not known"));
    }

    public Set<MessageQueue> fetchSubscribeMessageQueues(String topic) throws MQClientException {
        requireRunning();
        List<BrokerQueue> queues = Waiting.getOrClientException(
                new QueueAdmin(seat.client()).subscribeQueues(face.withNamespace(topic)),
                ADMIN_MILLIS,
                "Can not find Message Queue for this topic, " + topic);
        require(!queues.isEmpty(), "Can not find Message Queue for this topic, " + topic + " Namesrv return empty");
        return shown(queues);
    }

    public void sendMessageBack(MessageExt message, int delayLevel, String brokerName, String group)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        PullConsumer running = requireRunning();
        ReceivedMessage received = MessageFaces.received(message, brokerName);
        received.setTopic(face.withNamespace(message.getTopic()));
        String to = face.withNamespace(group == null || group.isEmpty() ? face.getConsumerGroup() : group);
        if (!Waiting.get(running.sendBack(to, received, delayLevel), SEND_BACK_MILLIS)) {
            throw new MQClientException("no broker took message " + message.getMsgId() + " back", null);
        }
    }

    /** The offsets that the engine keeps; null before the start. */
    public OffsetStore getOffsetStore() {
        return offsetStore;
    }

    public void register(String topic, MessageSelector selector) throws MQClientException {
        try {
            String wireTopic = face.withNamespace(topic);
            registered.put(wireTopic, SubscriptionFaces.engine(wireTopic, selector, clock.millis()));
        } catch (IllegalArgumentException e) {
            throw new MQClientException("parse subscription error", e);
        }
    }

    public void clearRegistered() {
        registered.clear();
    }

    public Set<SubscriptionData> registered() {
        Set<SubscriptionData> shown = new LinkedHashSet<>();
        registered.values().forEach(subscription -> shown.add(SubscriptionFaces.face(subscription)));
        return shown;
    }

    /** The questions that every consumer can ask, once it runs. */
    public Questions questions() throws MQClientException {
        requireRunning();
        return new Questions(seat.client(), face);
    }

    /** Runs the tasks of a schedule service; it ends them. */
    public Pool taskPool(int threads) throws MQClientException {
        requireRunning();
        return seat.client().loops().pool("pull-task-" + face.getConsumerGroup() + "-", threads, 1 << 20);
    }

    public Loop loop() throws MQClientException {
        requireRunning();
        return seat.client().loop();
    }

    private void check() throws MQClientException {
        Validators.checkGroup(face.getConsumerGroup());
        requireForStart(
                !face.getConsumerGroup().equals(DEFAULT_GROUP),
                "consumerGroup can not equal " + DEFAULT_GROUP + ", please specify another one.");
        requireForStart(face.getMessageModel() != null, "messageModel is null");
        requireForStart(face.getAllocateMessageQueueStrategy() != null, "allocateMessageQueueStrategy is null");
        requireForStart(
                face.getConsumerTimeoutMillisWhenSuspend() >= face.getBrokerSuspendMaxTimeMillis(),
                "Long polling mode, the consumer consumerTimeoutMillisWhenSuspend must greater than"
                        + " brokerSuspendMaxTimeMillis");
        requireForStart(
                face.getMessageModel() != MessageModel.LITE_SELECTIVE,
                "messageModel is LITE_SELECTIVE, which this client does not have: use CLUSTERING or BROADCASTING");
    }

    private WireMember make(ClientInstance client) {
        ConsumerSettings settings = settings(client.settings().clientId());
        WireMember.Identity identity = new WireMember.Identity(
                settings.group(),
                io.apogeemq.protocol.body.MessageModel.valueOf(
                        face.getMessageModel().name()),
                ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET,
                ConsumeType.CONSUME_ACTIVELY,
                face.isUnitMode(),
                this::asText);
        RecordDecoder decoder = new RecordDecoder(face.isDecodeReadBody(), face.isDecodeDecompressBody());
        return new WireMember(client, identity, decoder, calls -> make(client, settings, calls), this::told);
    }

    private GroupMember make(ClientInstance client, ConsumerSettings settings, BrokerCalls calls) {
        GroupOffsets offsets = GroupOffsets.of(face.getOffsetStore(), client, settings, calls);
        offsetStore = offsets.store();
        consumer = new PullConsumer(
                new GroupMember.Parts(
                        settings,
                        calls,
                        offsets.engine(),
                        new StrategyAdapter(face.getAllocateMessageQueueStrategy()),
                        this::onQueues,
                        client.loops(),
                        client.loop(),
                        client.callbacks()),
                face.isEnableRebalance());
        return consumer.member();
    }

    private ConsumerSettings settings(String clientId) {
        return new ConsumerSettings(
                face.withNamespace(face.getConsumerGroup()),
                clientId,
                face.getMessageModel() == MessageModel.BROADCASTING ? Model.BROADCASTING : Model.CLUSTERING,
                StartAt.FIRST,
                0,
                new Pulling(1, 0, 0, face.getPullTimeDelayMillsWhenException(), 0, 0, -1, -1, 0, true),
                new Consuming(0, 1, face.getMaxReconsumeTimes(), 0, 0, 0),
                PushSettings.sharing());
    }

    private Map<String, String> asText() {
        Map<String, String> text = new TreeMap<>();
        text.put("consumerGroup", face.getConsumerGroup());
        text.put("messageModel", String.valueOf(face.getMessageModel()));
        text.put(
                "allocateMessageQueueStrategy",
                face.getAllocateMessageQueueStrategy().getName());
        text.put("enableRebalance", String.valueOf(face.isEnableRebalance()));
        text.put("maxReconsumeTimes", String.valueOf(face.getMaxReconsumeTimes()));
        return text;
    }

    /** What the program registered; a topic that it only pulled from says nothing of what the group wants. */
    private Collection<Subscription> told(GroupMember member) {
        if (!registered.isEmpty()) {
            return registered.values();
        }
        List<Subscription> told = new ArrayList<>();
        face.getRegisterTopics()
                .forEach(topic -> told.add(Subscription.ofTags(face.withNamespace(topic), Subscription.ALL, 0)));
        return told;
    }

    private void onQueues(String topic, Set<BrokerQueue> all, Set<BrokerQueue> assigned) {
        MessageQueueListener listener = face.getMessageQueueListener();
        if (listener != null) {
            listener.messageQueueChanged(face.withoutNamespace(topic), shown(all), shown(assigned));
        }
    }

    private PullResult shown(Pulled answer) {
        PullStatus status = switch (answer.outcome()) {
            case FOUND -> PullStatus.FOUND;
            case NOTHING_NEW -> PullStatus.NO_NEW_MSG;
            case NOTHING_WANTED -> PullStatus.NO_MATCHED_MSG;
            case OFFSET_OUTSIDE -> PullStatus.OFFSET_ILLEGAL;
        };
        List<MessageExt> messages = new ArrayList<>(answer.messages().size());
        answer.messages().forEach(message -> messages.add(faces.face(message)));
        if (!messages.isEmpty()) {
            ConsumeMessageContext context =
                    hooks.before(messages, answer.messages().get(0).queue());
            hooks.after(context, ConsumeReturnType.SUCCESS, ConsumeConcurrentlyStatus.CONSUME_SUCCESS.toString(), true);
        }
        return new PullResult(status, answer.nextOffset(), answer.minOffset(), answer.maxOffset(), messages);
    }

    private Set<MessageQueue> shown(Collection<BrokerQueue> queues) {
        Set<MessageQueue> shown = new LinkedHashSet<>();
        queues.forEach(queue ->
                shown.add(new MessageQueue(face.withoutNamespace(queue.topic()), queue.brokerName(), queue.queueId())));
        return shown;
    }

    private PullConsumer requireRunning() throws MQClientException {
        if (state != ServiceState.RUNNING) {
            throw new MQClientException(Failures.withHelp("The consumer is not in running status, " + state), null);
        }
        return consumer;
    }

    private static void require(boolean condition, String complaint) throws MQClientException {
        if (!condition) {
            throw new MQClientException(complaint, null);
        }
    }

    private static void requireForStart(boolean condition, String complaint) throws MQClientException {
        require(condition, Failures.withHelp(complaint));
    }
}
