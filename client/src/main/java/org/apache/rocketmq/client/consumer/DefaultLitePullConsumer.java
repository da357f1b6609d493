package org.apache.rocketmq.client.consumer;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.rocketmq.client.ClientConfig;
import org.apache.rocketmq.client.consumer.rebalance.AllocateMessageQueueAveragely;
import org.apache.rocketmq.client.consumer.store.OffsetStore;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.impl.consumer.DefaultLitePullConsumerImpl;
import org.apache.rocketmq.client.trace.TraceDispatcher;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.remoting.RPCHook;
import org.apache.rocketmq.remoting.protocol.heartbeat.MessageModel;
import org.apache.rocketmq.remoting.protocol.heartbeat.SubscriptionData;

/**
 * A consumer that is asked for messages (spec/client.md 5, 36). Set it up, start, then subscribe or assign, and poll. Longer
 * than others by its properties alone: each is a getter and a setter that programs name.
 */
public class DefaultLitePullConsumer extends ClientConfig implements LitePullConsumer {
    private static final String DEFAULT_GROUP = "DEFAULT_CONSUMER";
    private static final long SHORTEST_COMMIT_INTERVAL_MILLIS = 1_000;
    private static final long BROKER_SUSPEND_MILLIS = 20_000;

    private final transient DefaultLitePullConsumerImpl defaultLitePullConsumerImpl;
    private String consumerGroup;
    private MessageModel messageModel = MessageModel.CLUSTERING;
    private ConsumeFromWhere consumeFromWhere = ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET;
    private String consumeTimestamp = DefaultMQPushConsumer.halfAnHourAgo();
    private AllocateMessageQueueStrategy allocateMessageQueueStrategy = new AllocateMessageQueueAveragely();
    private MessageQueueListener messageQueueListener;
    private OffsetStore offsetStore;
    private boolean unitMode;
    private boolean autoCommit = true;
    private long autoCommitIntervalMillis = 5_000;
    private int pullThreadNums = 20;
    private int pullBatchSize = 10;
    private long pullThresholdForAll = 10_000;
    private int consumeMaxSpan = 2_000;
    private int pullThresholdForQueue = 1_000;
    private int pullThresholdSizeForQueue = 100;
    private long pollTimeoutMillis = 5_000;
    private long consumerPullTimeoutMillis = 10_000;
    private long consumerTimeoutMillisWhenSuspend = 30_000;
    private long topicMetadataCheckIntervalMillis = 30_000;
    private boolean connectBrokerByUser;
    private long defaultBrokerId;

    public DefaultLitePullConsumer() {
        this(null, DEFAULT_GROUP, null);
    }

    public DefaultLitePullConsumer(String consumerGroup) {
        this(null, consumerGroup, null);
    }

    public DefaultLitePullConsumer(RPCHook rpcHook) {
        this(null, DEFAULT_GROUP, rpcHook);
    }

    public DefaultLitePullConsumer(String consumerGroup, RPCHook rpcHook) {
        this(null, consumerGroup, rpcHook);
    }

    /** The namespace comes first. */
    public DefaultLitePullConsumer(String namespace, String consumerGroup, RPCHook rpcHook) {
        if (namespace != null) {
            setNamespace(namespace);
        }
        this.consumerGroup = consumerGroup;
        this.enableStreamRequestType = true;
        this.defaultLitePullConsumerImpl = new DefaultLitePullConsumerImpl(this, rpcHook);
    }

    @Override
    public void start() throws MQClientException {
        defaultLitePullConsumerImpl.start();
    }

    @Override
    public void shutdown() {
        defaultLitePullConsumerImpl.shutdown();
    }

    @Override
    public boolean isRunning() {
        return defaultLitePullConsumerImpl.isRunning();
    }

    @Override
    public void subscribe(String topic) throws MQClientException {
        subscribe(topic, SubscriptionData.SUB_ALL);
    }

    @Override
    public void subscribe(String topic, String subExpression) throws MQClientException {
        defaultLitePullConsumerImpl.subscribe(topic, subExpression);
    }

    /** The listener hears when queues of the topic come or go. */
    @Override
    public void subscribe(String topic, String subExpression, MessageQueueListener messageQueueListener)
            throws MQClientException {
        defaultLitePullConsumerImpl.subscribe(topic, subExpression, messageQueueListener);
    }

    @Override
    public void subscribe(String topic, MessageSelector messageSelector) throws MQClientException {
        defaultLitePullConsumerImpl.subscribe(topic, messageSelector);
    }

    @Override
    public void unsubscribe(String topic) {
        defaultLitePullConsumerImpl.unsubscribe(topic);
    }

    @Override
    public Set<MessageQueue> assignment() throws MQClientException {
        return defaultLitePullConsumerImpl.assignment();
    }

    /** Consumes these queues and no others, whatever others of the group consume. */
    @Override
    public void assign(Collection<MessageQueue> messageQueues) {
        defaultLitePullConsumerImpl.assign(messageQueues);
    }

    /** Before the start. */
    @Override
    public void setSubExpressionForAssign(String topic, String subExpression) {
        defaultLitePullConsumerImpl.setSubExpressionForAssign(topic, subExpression);
    }

    @Override
    public synchronized void buildSubscriptionsForHeartbeat(Map<String, MessageSelector> subExpressionMap)
            throws Exception {
        defaultLitePullConsumerImpl.tellInHeartbeats(subExpressionMap);
    }

    public Set<SubscriptionData> getSubscriptionsForHeartbeat() {
        return defaultLitePullConsumerImpl.toldInHeartbeats();
    }

    @Override
    public List<MessageExt> poll() {
        return poll(pollTimeoutMillis);
    }

    /** What one pull brought; empty when nothing comes within that time. */
    @Override
    public List<MessageExt> poll(long timeout) {
        return defaultLitePullConsumerImpl.poll(timeout);
    }

    @Override
    public void seek(MessageQueue messageQueue, long offset) throws MQClientException {
        defaultLitePullConsumerImpl.seek(messageQueue, offset);
    }

    @Override
    public void seekToBegin(MessageQueue messageQueue) throws MQClientException {
        defaultLitePullConsumerImpl.seekToBegin(messageQueue);
    }

    @Override
    public void seekToEnd(MessageQueue messageQueue) throws MQClientException {
        defaultLitePullConsumerImpl.seekToEnd(messageQueue);
    }

    /** Nothing more is pulled of these queues; what is here already is still polled. */
    @Override
    public void pause(Collection<MessageQueue> messageQueues) {
        defaultLitePullConsumerImpl.pause(messageQueues);
    }

    @Override
    public void resume(Collection<MessageQueue> messageQueues) {
        defaultLitePullConsumerImpl.resume(messageQueues);
    }

    @Override
    public Collection<MessageQueue> fetchMessageQueues(String topic) throws MQClientException {
        return defaultLitePullConsumerImpl.fetchMessageQueues(topic);
    }

    @Override
    public Long offsetForTimestamp(MessageQueue messageQueue, Long timestamp) throws MQClientException {
        return defaultLitePullConsumerImpl.searchOffset(messageQueue, timestamp);
    }

    @Override
    public void registerTopicMessageQueueChangeListener(
            String topic, TopicMessageQueueChangeListener topicMessageQueueChangeListener) throws MQClientException {
        defaultLitePullConsumerImpl.registerTopicMessageQueueChangeListener(topic, topicMessageQueueChangeListener);
    }

    @Deprecated
    @Override
    public void commitSync() {
        commit();
    }

    @Deprecated
    @Override
    public void commitSync(Map<MessageQueue, Long> offsetMap, boolean persist) {
        commit(offsetMap, persist);
    }

    /** What was polled of all queues is done with; brokers are told a few seconds later. */
    @Override
    public void commit() {
        defaultLitePullConsumerImpl.commitAll();
    }

    /** @param persist whether brokers are told now */
    @Override
    public void commit(Map<MessageQueue, Long> offsetMap, boolean persist) {
        defaultLitePullConsumerImpl.commit(offsetMap, persist);
    }

    /** @param persist whether brokers are told now */
    @Override
    public void commit(Set<MessageQueue> messageQueues, boolean persist) {
        defaultLitePullConsumerImpl.commit(messageQueues, persist);
    }

    @Override
    public Long committed(MessageQueue messageQueue) throws MQClientException {
        return defaultLitePullConsumerImpl.committed(messageQueue);
    }

    @Override
    public void updateNameServerAddress(String nameServerAddress) {
        setNamesrvAddr(nameServerAddress);
        defaultLitePullConsumerImpl.updateNameServerAddr(nameServerAddress);
    }

    @Override
    public boolean isAutoCommit() {
        return autoCommit;
    }

    @Override
    public void setAutoCommit(boolean autoCommit) {
        this.autoCommit = autoCommit;
    }

    public long getAutoCommitIntervalMillis() {
        return autoCommitIntervalMillis;
    }

    /** Less than a second is ignored. */
    public void setAutoCommitIntervalMillis(long autoCommitIntervalMillis) {
        if (autoCommitIntervalMillis >= SHORTEST_COMMIT_INTERVAL_MILLIS) {
            this.autoCommitIntervalMillis = autoCommitIntervalMillis;
        }
    }

    public String getConsumerGroup() {
        return consumerGroup;
    }

    public void setConsumerGroup(String consumerGroup) {
        this.consumerGroup = consumerGroup;
    }

    public MessageModel getMessageModel() {
        return messageModel;
    }

    public void setMessageModel(MessageModel messageModel) {
        this.messageModel = messageModel;
    }

    public ConsumeFromWhere getConsumeFromWhere() {
        return consumeFromWhere;
    }

    public void setConsumeFromWhere(ConsumeFromWhere consumeFromWhere) {
        if (consumeFromWhere != ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET
                && consumeFromWhere != ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET
                && consumeFromWhere != ConsumeFromWhere.CONSUME_FROM_TIMESTAMP) {
            throw new RuntimeException("Invalid ConsumeFromWhere Value");
        }
        this.consumeFromWhere = consumeFromWhere;
    }

    public String getConsumeTimestamp() {
        return consumeTimestamp;
    }

    /** {@code yyyyMMddHHmmss}. */
    public void setConsumeTimestamp(String consumeTimestamp) {
        this.consumeTimestamp = consumeTimestamp;
    }

    public AllocateMessageQueueStrategy getAllocateMessageQueueStrategy() {
        return allocateMessageQueueStrategy;
    }

    public void setAllocateMessageQueueStrategy(AllocateMessageQueueStrategy allocateMessageQueueStrategy) {
        this.allocateMessageQueueStrategy = allocateMessageQueueStrategy;
    }

    public MessageQueueListener getMessageQueueListener() {
        return messageQueueListener;
    }

    public void setMessageQueueListener(MessageQueueListener messageQueueListener) {
        this.messageQueueListener = messageQueueListener;
    }

    /** The program's own; once started without one, where the client keeps offsets. */
    public OffsetStore getOffsetStore() {
        OffsetStore running = defaultLitePullConsumerImpl.getOffsetStore();
        return offsetStore != null || running == null ? offsetStore : running;
    }

    public void setOffsetStore(OffsetStore offsetStore) {
        this.offsetStore = offsetStore;
    }

    @Override
    public boolean isUnitMode() {
        return unitMode;
    }

    @Override
    public void setUnitMode(boolean isUnitMode) {
        this.unitMode = isUnitMode;
    }

    /** Kept for programs that read it back: pulls need no threads here. */
    public int getPullThreadNums() {
        return pullThreadNums;
    }

    public void setPullThreadNums(int pullThreadNums) {
        this.pullThreadNums = pullThreadNums;
    }

    public int getPullBatchSize() {
        return pullBatchSize;
    }

    public void setPullBatchSize(int pullBatchSize) {
        this.pullBatchSize = pullBatchSize;
        defaultLitePullConsumerImpl.retune();
    }

    public long getPullThresholdForAll() {
        return pullThresholdForAll;
    }

    /** Messages of all queues above which pulls pause; read at the start. */
    public void setPullThresholdForAll(long pullThresholdForAll) {
        this.pullThresholdForAll = pullThresholdForAll;
    }

    public int getConsumeMaxSpan() {
        return consumeMaxSpan;
    }

    public void setConsumeMaxSpan(int consumeMaxSpan) {
        this.consumeMaxSpan = consumeMaxSpan;
        defaultLitePullConsumerImpl.retune();
    }

    public int getPullThresholdForQueue() {
        return pullThresholdForQueue;
    }

    public void setPullThresholdForQueue(int pullThresholdForQueue) {
        this.pullThresholdForQueue = pullThresholdForQueue;
        defaultLitePullConsumerImpl.retune();
    }

    public int getPullThresholdSizeForQueue() {
        return pullThresholdSizeForQueue;
    }

    /** In MiB. */
    public void setPullThresholdSizeForQueue(int pullThresholdSizeForQueue) {
        this.pullThresholdSizeForQueue = pullThresholdSizeForQueue;
        defaultLitePullConsumerImpl.retune();
    }

    public long getBrokerSuspendMaxTimeMillis() {
        return BROKER_SUSPEND_MILLIS;
    }

    public long getPollTimeoutMillis() {
        return pollTimeoutMillis;
    }

    public void setPollTimeoutMillis(long pollTimeoutMillis) {
        this.pollTimeoutMillis = pollTimeoutMillis;
    }

    public long getConsumerPullTimeoutMillis() {
        return consumerPullTimeoutMillis;
    }

    public void setConsumerPullTimeoutMillis(long consumerPullTimeoutMillis) {
        this.consumerPullTimeoutMillis = consumerPullTimeoutMillis;
    }

    public long getConsumerTimeoutMillisWhenSuspend() {
        return consumerTimeoutMillisWhenSuspend;
    }

    public void setConsumerTimeoutMillisWhenSuspend(long consumerTimeoutMillisWhenSuspend) {
        this.consumerTimeoutMillisWhenSuspend = consumerTimeoutMillisWhenSuspend;
    }

    public long getTopicMetadataCheckIntervalMillis() {
        return topicMetadataCheckIntervalMillis;
    }

    public void setTopicMetadataCheckIntervalMillis(long topicMetadataCheckIntervalMillis) {
        this.topicMetadataCheckIntervalMillis = topicMetadataCheckIntervalMillis;
    }

    public boolean isConnectBrokerByUser() {
        return connectBrokerByUser;
    }

    /** Whether pulls go to the broker with {@link #getDefaultBrokerId} whatever brokers suggest; read at the start. */
    public void setConnectBrokerByUser(boolean connectBrokerByUser) {
        this.connectBrokerByUser = connectBrokerByUser;
    }

    public long getDefaultBrokerId() {
        return defaultBrokerId;
    }

    public void setDefaultBrokerId(long defaultBrokerId) {
        this.defaultBrokerId = defaultBrokerId;
    }

    /** Null: this client does not send traces yet. */
    public TraceDispatcher getTraceDispatcher() {
        return null;
    }

    public String getCustomizedTraceTopic() {
        return traceTopic;
    }

    public void setCustomizedTraceTopic(String customizedTraceTopic) {
        this.traceTopic = customizedTraceTopic;
    }

    public boolean isEnableMsgTrace() {
        return enableTrace;
    }

    public void setEnableMsgTrace(boolean enableMsgTrace) {
        this.enableTrace = enableMsgTrace;
    }
}
