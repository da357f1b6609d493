package org.apache.rocketmq.client.impl.consumer;

import io.apogeemq.client.admin.QueueAdmin;
import io.apogeemq.client.consume.ConsumerSettings;
import io.apogeemq.client.consume.GroupMember;
import io.apogeemq.client.consume.calls.BrokerCalls;
import io.apogeemq.client.consume.calls.Subscription;
import io.apogeemq.client.consume.wire.WireMember;
import io.apogeemq.client.core.ClientInstance;
import io.apogeemq.client.core.ReceivedMessage;
import io.apogeemq.client.core.RecordDecoder;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.protocol.body.BrokerQueue;
import io.apogeemq.protocol.body.ConsumeType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.MessageQueueListener;
import org.apache.rocketmq.client.consumer.MessageSelector;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.ConsumeOrderlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.consumer.listener.MessageListenerOrderly;
import org.apache.rocketmq.client.consumer.store.OffsetStore;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.hook.ConsumeMessageHook;
import org.apache.rocketmq.client.hook.FilterMessageHook;
import org.apache.rocketmq.client.impl.Failures;
import org.apache.rocketmq.client.impl.Questions;
import org.apache.rocketmq.client.impl.SharedClients;
import org.apache.rocketmq.client.impl.Waiting;
import org.apache.rocketmq.client.impl.factory.MQClientInstance;
import org.apache.rocketmq.common.ServiceState;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.remoting.RPCHook;
import org.apache.rocketmq.remoting.exception.RemotingException;
import org.apache.rocketmq.remoting.protocol.heartbeat.MessageModel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands behind a {@link DefaultMQPushConsumer}: its state, its place among the clients of this process, and the
 * engine's consumer while it runs. Programs know it for its hooks. Methods may be called from any thread and block.
 *
 * <pre>
 *   CREATE_JUST --start--> RUNNING --shutdown--> SHUTDOWN_ALREADY
 *        '--start fails--> START_FAILED (only a group that is there already leads back to CREATE_JUST)
 * </pre>
 */
public class DefaultMQPushConsumerImpl {
    private static final Logger log = LoggerFactory.getLogger(DefaultMQPushConsumerImpl.class);
    private static final long START_MILLIS = 30_000;
    private static final long ADMIN_MILLIS = 30_000;
    private static final long SEND_BACK_MILLIS = 15_000;

    private final DefaultMQPushConsumer face;
    private final RPCHook hook;
    private final Clock clock;
    private final ConsumeHooks hooks;
    private final MessageFaces faces;
    private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
    private ServiceState state = ServiceState.CREATE_JUST;
    private volatile boolean paused;
    private volatile MemberSeat seat;
    private volatile OffsetStore offsetStore;

    public DefaultMQPushConsumerImpl(DefaultMQPushConsumer face, RPCHook hook) {
        this(face, hook, SharedClients.clock());
    }

    DefaultMQPushConsumerImpl(DefaultMQPushConsumer face, RPCHook hook, Clock clock) {
        this.face = face;
        this.hook = hook;
        this.clock = clock;
        this.hooks = new ConsumeHooks(face, face::getConsumerGroup);
        this.faces = new MessageFaces(face::withoutNamespace);
    }

    public void registerConsumeMessageHook(ConsumeMessageHook consumeHook) {
        hooks.add(consumeHook);
    }

    /** Of a running consumer. */
    public MQClientInstance getmQClientFactory() {
        MemberSeat running = seat;
        return running == null ? null : new MQClientInstance(running.lease());
    }

    public RPCHook rpcHook() {
        return hook;
    }

    public void registerFilterMessageHook(FilterMessageHook filterHook) {
        hooks.add(filterHook);
    }

    public synchronized void start() throws MQClientException {
        if (state != ServiceState.CREATE_JUST) {
            throw new MQClientException(
                    Failures.withHelp("The PushConsumer service state not OK, maybe started once, " + state), null);
        }
        state = ServiceState.START_FAILED;
        PushChecks.check(face);
        for (Map.Entry<String, String> wanted : face.getSubscription().entrySet()) {
            subscribe(wanted.getKey(), wanted.getValue());
        }
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
            Waiting.getOrClientException(
                    taken.member().consumer().start(List.copyOf(subscriptions.values())),
                    START_MILLIS,
                    "the consumer of group " + face.getConsumerGroup() + " could not start");
        } catch (MQClientException | RuntimeException e) {
            taken.leave(face.getAwaitTerminationMillisWhenShutdown());
            offsetStore = null;
            throw e;
        }
        seat = taken;
        state = ServiceState.RUNNING;
        if (paused) {
            taken.member().consumer().suspend();
        }
        log.info(
                "the consumer of group {} runs as {}",
                face.getConsumerGroup(),
                taken.client().settings().clientId());
    }

    public synchronized void shutdown() {
        if (state == ServiceState.RUNNING) {
            seat.leave(face.getAwaitTerminationMillisWhenShutdown());
            log.info("the consumer of group {} has stopped", face.getConsumerGroup());
        }
        if (state != ServiceState.CREATE_JUST) {
            state = ServiceState.SHUTDOWN_ALREADY;
        }
    }

    public void subscribe(String topic, String expression) throws MQClientException {
        try {
            put(SubscriptionFaces.engine(face.withNamespace(requireTopic(topic)), expression, clock.millis()));
        } catch (IllegalArgumentException e) {
            throw new MQClientException("subscription exception", e);
        }
    }

    public void subscribe(String topic, MessageSelector selector) throws MQClientException {
        try {
            put(SubscriptionFaces.engine(face.withNamespace(requireTopic(topic)), selector, clock.millis()));
        } catch (IllegalArgumentException e) {
            throw new MQClientException("subscription exception", e);
        }
    }

    public synchronized void unsubscribe(String topic) {
        String wireTopic = face.withNamespace(topic);
        subscriptions.remove(wireTopic);
        if (isRunning()) {
            seat.member().consumer().unsubscribe(wireTopic);
        }
    }

    public void suspend() {
        paused = true;
        if (isRunning()) {
            seat.member().consumer().suspend();
        }
    }

    public void resume() {
        paused = false;
        if (isRunning()) {
            seat.member().consumer().resume();
        }
    }

    public boolean isPause() {
        return paused;
    }

    public boolean isConsumeOrderly() {
        return face.getMessageListener() instanceof MessageListenerOrderly;
    }

    /** Ignored when there would be no thread, or as many as the maximum, as ever. */
    public void updateCorePoolSize(int threads) {
        if (0 < threads && threads <= Short.MAX_VALUE && threads < face.getConsumeThreadMax() && isRunning()) {
            seat.member().consumer().resize(threads);
        }
    }

    /** The program set something anew while the consumer runs. */
    public void retune() {
        if (isRunning()) {
            try {
                seat.member()
                        .consumer()
                        .change(PushSettings.of(face, seat.client().settings().clientId()));
            } catch (MQClientException e) {
                log.warn("a new setting of group {} is ignored: {}", face.getConsumerGroup(), e.getErrorMessage());
            }
        }
    }

    /** The offsets that the engine keeps; null before the start, and when the program brought a store of its own. */
    public OffsetStore getOffsetStore() {
        return offsetStore;
    }

    public void sendMessageBack(MessageExt message, int delayLevel, String brokerName)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        ReceivedMessage received = MessageFaces.received(message, brokerName);
        received.setTopic(face.withNamespace(message.getTopic()));
        if (!Waiting.get(requireRunning().consumer().sendBack(received, delayLevel), SEND_BACK_MILLIS)) {
            throw new MQClientException("no broker took message " + message.getMsgId() + " back", null);
        }
    }

    public Set<MessageQueue> fetchSubscribeMessageQueues(String topic) throws MQClientException {
        List<BrokerQueue> queues = Waiting.getOrClientException(
                new QueueAdmin(requireRunning().client()).subscribeQueues(face.withNamespace(topic)),
                ADMIN_MILLIS,
                "Can not find Message Queue for this topic, " + topic);
        if (queues.isEmpty()) {
            throw new MQClientException(
                    "Can not find Message Queue for this topic, " + topic + " Namesrv return empty", null);
        }
        Set<MessageQueue> shown = Queues.faces(queues);
        shown.forEach(queue -> queue.setTopic(face.withoutNamespace(queue.getTopic())));
        return shown;
    }

    /** The questions that every consumer can ask, once it runs. */
    public Questions questions() throws MQClientException {
        requireRunning();
        return new Questions(seat.client(), face);
    }

    private WireMember make(ClientInstance client) throws MQClientException {
        ConsumerSettings settings = PushSettings.of(face, client.settings().clientId());
        WireMember.Identity identity = new WireMember.Identity(
                settings.group(),
                io.apogeemq.protocol.body.MessageModel.valueOf(
                        face.getMessageModel().name()),
                io.apogeemq.protocol.body.ConsumeFromWhere.valueOf(
                        face.getConsumeFromWhere().name()),
                ConsumeType.CONSUME_PASSIVELY,
                face.isUnitMode(),
                () -> PushSettings.asText(face));
        RecordDecoder decoder = new RecordDecoder(face.isDecodeReadBody(), face.isDecodeDecompressBody());
        return new WireMember(client, identity, decoder, calls -> make(client, settings, calls));
    }

    private GroupMember make(ClientInstance client, ConsumerSettings settings, BrokerCalls calls) {
        GroupOffsets offsets = GroupOffsets.of(face.getOffsetStore(), client, settings, calls);
        offsetStore = face.getOffsetStore() == null ? offsets.store() : null;
        GroupMember.Parts parts = new GroupMember.Parts(
                settings,
                calls,
                offsets.engine(),
                new StrategyAdapter(face.getAllocateMessageQueueStrategy()),
                this::onQueues,
                client.loops(),
                client.loop(),
                client.callbacks());
        if (face.getMessageListener() instanceof MessageListenerOrderly listener) {
            ListenerCall<ConsumeOrderlyStatus> call =
                    call(client, ConsumeOrderlyStatus.SUCCESS, ConsumeOrderlyStatus.SUSPEND_CURRENT_QUEUE_A_MOMENT);
            return GroupMember.orderly(parts, new OrderlyAdapter(listener, call, hooks, faces));
        }
        MessageListenerConcurrently listener = (MessageListenerConcurrently) face.getMessageListener();
        ListenerCall<ConsumeConcurrentlyStatus> call =
                call(client, ConsumeConcurrentlyStatus.CONSUME_SUCCESS, ConsumeConcurrentlyStatus.RECONSUME_LATER);
        return GroupMember.concurrent(parts, new ConcurrentAdapter(listener, call, hooks, faces));
    }

    private <S extends Enum<S>> ListenerCall<S> call(ClientInstance client, S success, S failure) {
        return new ListenerCall<>(
                hooks,
                faces,
                client.clock(),
                () -> TimeUnit.MINUTES.toMillis(face.getConsumeTimeout()),
                success,
                failure);
    }

    private void onQueues(String topic, Set<BrokerQueue> all, Set<BrokerQueue> assigned) {
        MessageQueueListener listener = face.getMessageQueueListener();
        if (listener != null) {
            listener.messageQueueChanged(topic, Queues.faces(all), Queues.faces(assigned));
        }
    }

    private synchronized void put(Subscription subscription) {
        subscriptions.put(subscription.topic(), subscription);
        if (isRunning()) {
            seat.member().consumer().subscribe(subscription);
        }
    }

    private static String requireTopic(String topic) {
        if (topic == null || topic.isBlank()) {
            throw new IllegalArgumentException("a subscription needs a topic");
        }
        return topic;
    }

    private boolean isRunning() {
        return seat != null && state == ServiceState.RUNNING;
    }

    private WireMember requireRunning() throws MQClientException {
        MemberSeat running = seat;
        if (running == null || state != ServiceState.RUNNING) {
            throw new MQClientException(Failures.withHelp("The consumer service state not OK, " + state), null);
        }
        return running.member();
    }
}
