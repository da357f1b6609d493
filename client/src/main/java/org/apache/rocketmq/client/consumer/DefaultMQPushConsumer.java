package org.apache.rocketmq.client.consumer;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.rocketmq.client.ClientConfig;
import org.apache.rocketmq.client.QueryResult;
import org.apache.rocketmq.client.consumer.listener.MessageListener;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.consumer.listener.MessageListenerOrderly;
import org.apache.rocketmq.client.consumer.rebalance.AllocateMessageQueueAveragely;
import org.apache.rocketmq.client.consumer.store.OffsetStore;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.hook.ConsumeMessageHook;
import org.apache.rocketmq.client.impl.SharedClients;
import org.apache.rocketmq.client.impl.consumer.DefaultMQPushConsumerImpl;
import org.apache.rocketmq.client.trace.AsyncTraceDispatcher;
import org.apache.rocketmq.client.trace.TraceDispatcher;
import org.apache.rocketmq.client.trace.hook.ConsumeMessageTraceHookImpl;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.remoting.RPCHook;
import org.apache.rocketmq.remoting.exception.RemotingException;
import org.apache.rocketmq.remoting.protocol.heartbeat.MessageModel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer whose listener is given the messages (spec/client.md 4, 26). Set it up, subscribe, register a listener, start.
 * Longer than others by its properties alone: each is a getter and a setter that programs name.
 */
public class DefaultMQPushConsumer extends ClientConfig implements MQPushConsumer {
    private static final Logger log = LoggerFactory.getLogger(DefaultMQPushConsumer.class);
    private static final String DEFAULT_GROUP = "DEFAULT_CONSUMER";
    private static final long HALF_AN_HOUR_MILLIS = 30 * 60 * 1000L;

    protected final transient DefaultMQPushConsumerImpl defaultMQPushConsumerImpl;
    private String consumerGroup;
    private MessageModel messageModel = MessageModel.CLUSTERING;
    private ConsumeFromWhere consumeFromWhere = ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET;
    private String consumeTimestamp = halfAnHourAgo();
    private AllocateMessageQueueStrategy allocateMessageQueueStrategy;
    private Map<String, String> subscription = new HashMap<>();
    private MessageListener messageListener;
    private MessageQueueListener messageQueueListener;
    private int consumeThreadMin = 20;
    private int consumeThreadMax = 20;
    private long adjustThreadPoolNumsThreshold = 100_000;
    private int consumeConcurrentlyMaxSpan = 2_000;
    private int pullThresholdForQueue = 1_000;
    private int popThresholdForQueue = 96;
    private int pullThresholdSizeForQueue = 100;
    private int pullThresholdForTopic = -1;
    private int pullThresholdSizeForTopic = -1;
    private long pullInterval = 0;
    private int consumeMessageBatchMaxSize = 1;
    private int pullBatchSize = 32;
    private int pullBatchSizeInBytes = 256 * 1024;
    private boolean postSubscriptionWhenPull = false;

    /** Of a consumer whose consumptions are traced, from its start on. */
    private transient AsyncTraceDispatcher traceDispatcher;

    private boolean unitMode = false;
    private int maxReconsumeTimes = -1;
    private long suspendCurrentQueueTimeMillis = 1_000;
    private long consumeTimeout = 15;
    private long popInvisibleTime = 60_000;
    private int popBatchNums = 32;
    private long awaitTerminationMillisWhenShutdown = 0;
    private boolean clientRebalance = true;
    private OffsetStore offsetStore;

    public DefaultMQPushConsumer() {
        this(DEFAULT_GROUP, null, new AllocateMessageQueueAveragely());
    }

    public DefaultMQPushConsumer(String consumerGroup) {
        this(consumerGroup, null, new AllocateMessageQueueAveragely());
    }

    public DefaultMQPushConsumer(RPCHook rpcHook) {
        this(DEFAULT_GROUP, rpcHook, new AllocateMessageQueueAveragely());
    }

    public DefaultMQPushConsumer(String consumerGroup, RPCHook rpcHook) {
        this(consumerGroup, rpcHook, new AllocateMessageQueueAveragely());
    }

    public DefaultMQPushConsumer(String consumerGroup, boolean enableMsgTrace, String customizedTraceTopic) {
        this(consumerGroup, null, new AllocateMessageQueueAveragely(), enableMsgTrace, customizedTraceTopic);
    }

    public DefaultMQPushConsumer(
            String consumerGroup, RPCHook rpcHook, AllocateMessageQueueStrategy allocateMessageQueueStrategy) {
        this(consumerGroup, rpcHook, allocateMessageQueueStrategy, false, null);
    }

    public DefaultMQPushConsumer(
            String consumerGroup,
            RPCHook rpcHook,
            AllocateMessageQueueStrategy allocateMessageQueueStrategy,
            boolean enableMsgTrace,
            String customizedTraceTopic) {
        this.consumerGroup = consumerGroup;
        this.allocateMessageQueueStrategy = allocateMessageQueueStrategy;
        this.enableTrace = enableMsgTrace;
        this.traceTopic = customizedTraceTopic;
        this.defaultMQPushConsumerImpl = new DefaultMQPushConsumerImpl(this, rpcHook);
    }

    /** The namespace comes first. */
    @Deprecated
    public DefaultMQPushConsumer(String namespace, String consumerGroup) {
        this(namespace, consumerGroup, null, new AllocateMessageQueueAveragely());
    }

    @Deprecated
    public DefaultMQPushConsumer(String namespace, String consumerGroup, RPCHook rpcHook) {
        this(namespace, consumerGroup, rpcHook, new AllocateMessageQueueAveragely());
    }

    @Deprecated
    public DefaultMQPushConsumer(
            String namespace,
            String consumerGroup,
            RPCHook rpcHook,
            AllocateMessageQueueStrategy allocateMessageQueueStrategy) {
        this(namespace, consumerGroup, rpcHook, allocateMessageQueueStrategy, false, null);
    }

    @Deprecated
    public DefaultMQPushConsumer(
            String namespace,
            String consumerGroup,
            RPCHook rpcHook,
            AllocateMessageQueueStrategy allocateMessageQueueStrategy,
            boolean enableMsgTrace,
            String customizedTraceTopic) {
        this(consumerGroup, rpcHook, allocateMessageQueueStrategy, enableMsgTrace, customizedTraceTopic);
        setNamespace(namespace);
    }

    @Override
    public void start() throws MQClientException {
        if (isEnableTrace()) {
            traceDispatcher = traced();
        }
        defaultMQPushConsumerImpl.start();
        if (traceDispatcher != null) {
            startTraces();
        }
    }

    @Override
    public void shutdown() {
        defaultMQPushConsumerImpl.shutdown();
        if (traceDispatcher != null) {
            traceDispatcher.shutdown();
        }
    }

    @Override
    public void subscribe(String topic, String subExpression) throws MQClientException {
        defaultMQPushConsumerImpl.subscribe(topic, subExpression);
    }

    /** Filters as classes are gone from brokers: refused. */
    @Deprecated
    @Override
    public void subscribe(String topic, String fullClassName, String filterClassSource) throws MQClientException {
        throw new MQClientException(
                "brokers run no filter classes any more: subscribe with tags, or with MessageSelector.bySql", null);
    }

    @Override
    public void subscribe(String topic, MessageSelector messageSelector) throws MQClientException {
        defaultMQPushConsumerImpl.subscribe(topic, messageSelector);
    }

    @Override
    public void unsubscribe(String topic) {
        defaultMQPushConsumerImpl.unsubscribe(topic);
    }

    @Deprecated
    @Override
    public void registerMessageListener(MessageListener messageListener) {
        this.messageListener = messageListener;
    }

    @Override
    public void registerMessageListener(MessageListenerConcurrently messageListener) {
        this.messageListener = messageListener;
    }

    @Override
    public void registerMessageListener(MessageListenerOrderly messageListener) {
        this.messageListener = messageListener;
    }

    public void registerConsumeMessageHook(ConsumeMessageHook hook) {
        defaultMQPushConsumerImpl.registerConsumeMessageHook(hook);
    }

    @Override
    public void updateCorePoolSize(int corePoolSize) {
        defaultMQPushConsumerImpl.updateCorePoolSize(corePoolSize);
    }

    @Override
    public void suspend() {
        defaultMQPushConsumerImpl.suspend();
    }

    @Override
    public void resume() {
        defaultMQPushConsumerImpl.resume();
    }

    public boolean isPause() {
        return defaultMQPushConsumerImpl.isPause();
    }

    public boolean isConsumeOrderly() {
        return defaultMQPushConsumerImpl.isConsumeOrderly();
    }

    @Deprecated
    @Override
    public void sendMessageBack(MessageExt msg, int delayLevel)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        defaultMQPushConsumerImpl.sendMessageBack(msg, delayLevel, null);
    }

    @Override
    public void sendMessageBack(MessageExt msg, int delayLevel, String brokerName)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        defaultMQPushConsumerImpl.sendMessageBack(msg, delayLevel, brokerName);
    }

    @Override
    public Set<MessageQueue> fetchSubscribeMessageQueues(String topic) throws MQClientException {
        return defaultMQPushConsumerImpl.fetchSubscribeMessageQueues(topic);
    }

    @Override
    public void createTopic(String key, String newTopic, int queueNum, Map<String, String> attributes)
            throws MQClientException {
        createTopic(key, newTopic, queueNum, 0, attributes);
    }

    @Override
    public void createTopic(String key, String newTopic, int queueNum, int topicSysFlag, Map<String, String> attributes)
            throws MQClientException {
        defaultMQPushConsumerImpl.questions().createTopic(key, newTopic, queueNum, topicSysFlag, attributes);
    }

    @Override
    public long searchOffset(MessageQueue mq, long timestamp) throws MQClientException {
        return defaultMQPushConsumerImpl.questions().searchOffset(mq, timestamp);
    }

    @Override
    public long maxOffset(MessageQueue mq) throws MQClientException {
        return defaultMQPushConsumerImpl.questions().maxOffset(mq);
    }

    @Override
    public long minOffset(MessageQueue mq) throws MQClientException {
        return defaultMQPushConsumerImpl.questions().minOffset(mq);
    }

    @Override
    public long earliestMsgStoreTime(MessageQueue mq) throws MQClientException {
        return defaultMQPushConsumerImpl.questions().earliestMsgStoreTime(mq);
    }

    @Override
    public QueryResult queryMessage(String topic, String key, int maxNum, long begin, long end)
            throws MQClientException, InterruptedException {
        return defaultMQPushConsumerImpl.questions().queryMessage(topic, key, maxNum, begin, end);
    }

    @Override
    public MessageExt viewMessage(String topic, String msgId)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        return defaultMQPushConsumerImpl.questions().viewMessage(topic, msgId);
    }

    /** For its hooks; the rest of it is nobody's business. */
    @Deprecated
    public DefaultMQPushConsumerImpl getDefaultMQPushConsumerImpl() {
        return defaultMQPushConsumerImpl;
    }

    /** What collects traces from the first message on. */
    private AsyncTraceDispatcher traced() {
        AsyncTraceDispatcher dispatcher = new AsyncTraceDispatcher(
                consumerGroup,
                TraceDispatcher.Type.CONSUME,
                getTraceMsgBatchNum(),
                getTraceTopic(),
                defaultMQPushConsumerImpl.rpcHook());
        dispatcher.setHostConsumer(defaultMQPushConsumerImpl);
        dispatcher.setNamespaceV2(getNamespaceV2());
        defaultMQPushConsumerImpl.registerConsumeMessageHook(new ConsumeMessageTraceHookImpl(dispatcher));
        return dispatcher;
    }

    /** That traces cannot be sent is no reason not to consume. */
    private void startTraces() {
        try {
            traceDispatcher.start(getNamesrvAddr(), getAccessChannel());
        } catch (MQClientException e) {
            log.warn("group {}: its consumptions are not traced", consumerGroup, e);
        }
    }

    /** Null when nothing is traced. */
    public TraceDispatcher getTraceDispatcher() {
        return traceDispatcher;
    }

    /** The program's own store; else, once started, the one that the consumer uses. */
    public OffsetStore getOffsetStore() {
        return offsetStore != null ? offsetStore : defaultMQPushConsumerImpl.getOffsetStore();
    }

    public void setOffsetStore(OffsetStore offsetStore) {
        this.offsetStore = offsetStore;
    }

    @Override
    public void setUseTLS(boolean useTLS) {
        super.setUseTLS(useTLS);
    }

    /** The group; all its members must consume alike. */
    public String getConsumerGroup() {
        return consumerGroup;
    }

    public void setConsumerGroup(String consumerGroup) {
        this.consumerGroup = consumerGroup;
    }

    /** Whether the members of the group share the messages or get all of them each. */
    public MessageModel getMessageModel() {
        return messageModel;
    }

    public void setMessageModel(MessageModel messageModel) {
        this.messageModel = messageModel;
    }

    /** Where to begin in a queue of which the group has no offset yet. */
    public ConsumeFromWhere getConsumeFromWhere() {
        return consumeFromWhere;
    }

    public void setConsumeFromWhere(ConsumeFromWhere consumeFromWhere) {
        this.consumeFromWhere = consumeFromWhere;
    }

    /** {@code yyyyMMddHHmmss}: where to begin with CONSUME_FROM_TIMESTAMP. */
    public String getConsumeTimestamp() {
        return consumeTimestamp;
    }

    public void setConsumeTimestamp(String consumeTimestamp) {
        this.consumeTimestamp = consumeTimestamp;
    }

    /** How the group shares queues; the same for all members. */
    public AllocateMessageQueueStrategy getAllocateMessageQueueStrategy() {
        return allocateMessageQueueStrategy;
    }

    public void setAllocateMessageQueueStrategy(AllocateMessageQueueStrategy allocateMessageQueueStrategy) {
        this.allocateMessageQueueStrategy = allocateMessageQueueStrategy;
    }

    /** Expressions of tags by topic, taken over at the start. */
    public Map<String, String> getSubscription() {
        return subscription;
    }

    public void setSubscription(Map<String, String> subscription) {
        this.subscription = subscription;
    }

    /** Orderly or concurrent; needed at the start. */
    public MessageListener getMessageListener() {
        return messageListener;
    }

    public void setMessageListener(MessageListener messageListener) {
        this.messageListener = messageListener;
    }

    /** Hears when this consumer's queues change; null for none. */
    public MessageQueueListener getMessageQueueListener() {
        return messageQueueListener;
    }

    public void setMessageQueueListener(MessageQueueListener messageQueueListener) {
        this.messageQueueListener = messageQueueListener;
    }

    /** How many listeners run at once, 1 to 1000. */
    public int getConsumeThreadMin() {
        return consumeThreadMin;
    }

    public void setConsumeThreadMin(int consumeThreadMin) {
        this.consumeThreadMin = consumeThreadMin;
    }

    /** Upper bound of {@link #updateCorePoolSize}, 1 to 1000. */
    public int getConsumeThreadMax() {
        return consumeThreadMax;
    }

    public void setConsumeThreadMax(int consumeThreadMax) {
        this.consumeThreadMax = consumeThreadMax;
    }

    /** Has no effect, as ever. */
    public long getAdjustThreadPoolNumsThreshold() {
        return adjustThreadPoolNumsThreshold;
    }

    public void setAdjustThreadPoolNumsThreshold(long adjustThreadPoolNumsThreshold) {
        this.adjustThreadPoolNumsThreshold = adjustThreadPoolNumsThreshold;
    }

    /** Offsets between the first and last message held above which pulls pause, 1 to 65535. */
    public int getConsumeConcurrentlyMaxSpan() {
        return consumeConcurrentlyMaxSpan;
    }

    public void setConsumeConcurrentlyMaxSpan(int consumeConcurrentlyMaxSpan) {
        this.consumeConcurrentlyMaxSpan = consumeConcurrentlyMaxSpan;
        defaultMQPushConsumerImpl.retune();
    }

    /** Messages held of one queue above which its pulls pause, 1 to 65535. */
    public int getPullThresholdForQueue() {
        return pullThresholdForQueue;
    }

    public void setPullThresholdForQueue(int pullThresholdForQueue) {
        this.pullThresholdForQueue = pullThresholdForQueue;
        defaultMQPushConsumerImpl.retune();
    }

    /** For popping, which this client does not do. */
    public int getPopThresholdForQueue() {
        return popThresholdForQueue;
    }

    public void setPopThresholdForQueue(int popThresholdForQueue) {
        this.popThresholdForQueue = popThresholdForQueue;
    }

    /** MiB held of one queue above which its pulls pause, 1 to 1024. */
    public int getPullThresholdSizeForQueue() {
        return pullThresholdSizeForQueue;
    }

    public void setPullThresholdSizeForQueue(int pullThresholdSizeForQueue) {
        this.pullThresholdSizeForQueue = pullThresholdSizeForQueue;
        defaultMQPushConsumerImpl.retune();
    }

    /** Messages held of one topic above which its pulls pause, 1 to 6553500; -1 for none. */
    public int getPullThresholdForTopic() {
        return pullThresholdForTopic;
    }

    public void setPullThresholdForTopic(int pullThresholdForTopic) {
        this.pullThresholdForTopic = pullThresholdForTopic;
        defaultMQPushConsumerImpl.retune();
    }

    /** MiB held of one topic above which its pulls pause, 1 to 102400; -1 for none. */
    public int getPullThresholdSizeForTopic() {
        return pullThresholdSizeForTopic;
    }

    public void setPullThresholdSizeForTopic(int pullThresholdSizeForTopic) {
        this.pullThresholdSizeForTopic = pullThresholdSizeForTopic;
        defaultMQPushConsumerImpl.retune();
    }

    /** Pause between two pulls that find something, ms, 0 to 65535. */
    public long getPullInterval() {
        return pullInterval;
    }

    public void setPullInterval(long pullInterval) {
        this.pullInterval = pullInterval;
        defaultMQPushConsumerImpl.retune();
    }

    /** Messages given to the listener at once, 1 to 1024. */
    public int getConsumeMessageBatchMaxSize() {
        return consumeMessageBatchMaxSize;
    }

    public void setConsumeMessageBatchMaxSize(int consumeMessageBatchMaxSize) {
        this.consumeMessageBatchMaxSize = consumeMessageBatchMaxSize;
        defaultMQPushConsumerImpl.retune();
    }

    /** Messages asked for at once, 1 to 1024. */
    public int getPullBatchSize() {
        return pullBatchSize;
    }

    public void setPullBatchSize(int pullBatchSize) {
        this.pullBatchSize = pullBatchSize;
        defaultMQPushConsumerImpl.retune();
    }

    /** Bytes asked for at once. */
    public int getPullBatchSizeInBytes() {
        return pullBatchSizeInBytes;
    }

    public void setPullBatchSizeInBytes(int pullBatchSizeInBytes) {
        this.pullBatchSizeInBytes = pullBatchSizeInBytes;
        defaultMQPushConsumerImpl.retune();
    }

    /** Whether each pull carries the subscription. */
    public boolean isPostSubscriptionWhenPull() {
        return postSubscriptionWhenPull;
    }

    public void setPostSubscriptionWhenPull(boolean postSubscriptionWhenPull) {
        this.postSubscriptionWhenPull = postSubscriptionWhenPull;
        defaultMQPushConsumerImpl.retune();
    }

    @Override
    public boolean isUnitMode() {
        return unitMode;
    }

    @Override
    public void setUnitMode(boolean unitMode) {
        this.unitMode = unitMode;
    }

    /** Tries after which a message becomes a dead letter; -1: 16, for orderly listeners without end. */
    public int getMaxReconsumeTimes() {
        return maxReconsumeTimes;
    }

    public void setMaxReconsumeTimes(int maxReconsumeTimes) {
        this.maxReconsumeTimes = maxReconsumeTimes;
        defaultMQPushConsumerImpl.retune();
    }

    /** Pause of a queue whose orderly listener asks for one, ms. */
    public long getSuspendCurrentQueueTimeMillis() {
        return suspendCurrentQueueTimeMillis;
    }

    public void setSuspendCurrentQueueTimeMillis(long suspendCurrentQueueTimeMillis) {
        this.suspendCurrentQueueTimeMillis = suspendCurrentQueueTimeMillis;
        defaultMQPushConsumerImpl.retune();
    }

    /** Minutes after which a message still with a concurrent listener goes back to the broker. */
    public long getConsumeTimeout() {
        return consumeTimeout;
    }

    public void setConsumeTimeout(long consumeTimeout) {
        this.consumeTimeout = consumeTimeout;
        defaultMQPushConsumerImpl.retune();
    }

    /** For popping, which this client does not do. */
    public long getPopInvisibleTime() {
        return popInvisibleTime;
    }

    public void setPopInvisibleTime(long popInvisibleTime) {
        this.popInvisibleTime = popInvisibleTime;
    }

    /** For popping, which this client does not do. */
    public int getPopBatchNums() {
        return popBatchNums;
    }

    public void setPopBatchNums(int popBatchNums) {
        this.popBatchNums = popBatchNums;
    }

    /** How long a shutdown waits for running listeners before it interrupts them, ms. */
    public long getAwaitTerminationMillisWhenShutdown() {
        return awaitTerminationMillisWhenShutdown;
    }

    public void setAwaitTerminationMillisWhenShutdown(long awaitTerminationMillisWhenShutdown) {
        this.awaitTerminationMillisWhenShutdown = awaitTerminationMillisWhenShutdown;
        defaultMQPushConsumerImpl.retune();
    }

    /** False would let brokers share the queues, which this client does not do yet. */
    public boolean isClientRebalance() {
        return clientRebalance;
    }

    public void setClientRebalance(boolean clientRebalance) {
        this.clientRebalance = clientRebalance;
    }

    static String halfAnHourAgo() {
        return DateTimeFormatter.ofPattern("yyyyMMddHHmmss")
                .format(Instant.ofEpochMilli(SharedClients.clock().millis() - HALF_AN_HOUR_MILLIS)
                        .atZone(ZoneId.systemDefault()));
    }
}
