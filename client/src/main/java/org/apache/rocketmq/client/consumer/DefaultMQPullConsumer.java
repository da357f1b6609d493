package org.apache.rocketmq.client.consumer;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.rocketmq.client.ClientConfig;
import org.apache.rocketmq.client.QueryResult;
import org.apache.rocketmq.client.consumer.rebalance.AllocateMessageQueueAveragely;
import org.apache.rocketmq.client.consumer.store.OffsetStore;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.impl.consumer.DefaultMQPullConsumerImpl;
import org.apache.rocketmq.client.impl.consumer.PullWait;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.remoting.RPCHook;
import org.apache.rocketmq.remoting.exception.RemotingException;
import org.apache.rocketmq.remoting.protocol.heartbeat.MessageModel;
import org.apache.rocketmq.remoting.protocol.heartbeat.SubscriptionData;

/**
 * A consumer that pulls from the queue and the offset that its program says (spec/client.md 6, 37). Superseded by {@link
 * DefaultLitePullConsumer}. Longer than others by its overloads and properties alone, which programs name.
 */
@Deprecated
public class DefaultMQPullConsumer extends ClientConfig implements MQPullConsumer {
    private static final String DEFAULT_GROUP = "DEFAULT_CONSUMER";

    protected final transient DefaultMQPullConsumerImpl defaultMQPullConsumerImpl;
    private String consumerGroup;
    private long brokerSuspendMaxTimeMillis = 20_000;
    private long consumerTimeoutMillisWhenSuspend = 30_000;
    private long consumerPullTimeoutMillis = 10_000;
    private MessageModel messageModel = MessageModel.CLUSTERING;
    private MessageQueueListener messageQueueListener;
    private OffsetStore offsetStore;
    private Set<String> registerTopics = new HashSet<>();
    private AllocateMessageQueueStrategy allocateMessageQueueStrategy = new AllocateMessageQueueAveragely();
    private boolean unitMode;
    private int maxReconsumeTimes = 16;
    private boolean enableRebalance = true;

    public DefaultMQPullConsumer() {
        this(null, DEFAULT_GROUP, null);
    }

    public DefaultMQPullConsumer(String consumerGroup) {
        this(null, consumerGroup, null);
    }

    public DefaultMQPullConsumer(RPCHook rpcHook) {
        this(null, DEFAULT_GROUP, rpcHook);
    }

    public DefaultMQPullConsumer(String consumerGroup, RPCHook rpcHook) {
        this(null, consumerGroup, rpcHook);
    }

    /** The namespace comes first. */
    public DefaultMQPullConsumer(String namespace, String consumerGroup, RPCHook rpcHook) {
        if (namespace != null) {
            setNamespace(namespace);
        }
        this.consumerGroup = consumerGroup;
        this.enableStreamRequestType = true;
        this.defaultMQPullConsumerImpl = new DefaultMQPullConsumerImpl(this, rpcHook);
    }

    @Override
    public void start() throws MQClientException {
        defaultMQPullConsumerImpl.start();
    }

    @Override
    public void shutdown() {
        defaultMQPullConsumerImpl.shutdown();
    }

    /** The member takes its share of the topic; the listener, when it is not null, hears of it. */
    @Override
    public void registerMessageQueueListener(String topic, MessageQueueListener listener) {
        registerTopics.add(topic);
        if (listener != null) {
            this.messageQueueListener = listener;
        }
    }

    @Override
    public PullResult pull(MessageQueue mq, String subExpression, long offset, int maxNums)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        return pull(mq, subExpression, offset, maxNums, consumerPullTimeoutMillis);
    }

    @Override
    public PullResult pull(MessageQueue mq, String subExpression, long offset, int maxNums, long timeout)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        return pull(mq, MessageSelector.byTag(subExpression), offset, maxNums, timeout);
    }

    @Override
    public PullResult pull(MessageQueue mq, MessageSelector selector, long offset, int maxNums)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        return pull(mq, selector, offset, maxNums, consumerPullTimeoutMillis);
    }

    @Override
    public PullResult pull(MessageQueue mq, MessageSelector selector, long offset, int maxNums, long timeout)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        return defaultMQPullConsumerImpl.pull(mq, selector, offset, maxNums, new PullWait(0, timeout));
    }

    @Override
    public void pull(MessageQueue mq, String subExpression, long offset, int maxNums, PullCallback pullCallback)
            throws MQClientException, RemotingException, InterruptedException {
        pull(mq, subExpression, offset, maxNums, pullCallback, consumerPullTimeoutMillis);
    }

    @Override
    public void pull(
            MessageQueue mq, String subExpression, long offset, int maxNums, PullCallback pullCallback, long timeout)
            throws MQClientException, RemotingException, InterruptedException {
        pull(mq, subExpression, offset, maxNums, Integer.MAX_VALUE, pullCallback, timeout);
    }

    @Override
    public void pull(
            MessageQueue mq,
            String subExpression,
            long offset,
            int maxNums,
            int maxSize,
            PullCallback pullCallback,
            long timeout)
            throws MQClientException, RemotingException, InterruptedException {
        defaultMQPullConsumerImpl.pull(
                mq,
                MessageSelector.byTag(subExpression),
                offset,
                maxNums,
                maxSize,
                new PullWait(0, timeout),
                pullCallback);
    }

    @Override
    public void pull(MessageQueue mq, MessageSelector selector, long offset, int maxNums, PullCallback pullCallback)
            throws MQClientException, RemotingException, InterruptedException {
        pull(mq, selector, offset, maxNums, pullCallback, consumerPullTimeoutMillis);
    }

    @Override
    public void pull(
            MessageQueue mq,
            MessageSelector selector,
            long offset,
            int maxNums,
            PullCallback pullCallback,
            long timeout)
            throws MQClientException, RemotingException, InterruptedException {
        defaultMQPullConsumerImpl.pull(
                mq, selector, offset, maxNums, Integer.MAX_VALUE, new PullWait(0, timeout), pullCallback);
    }

    /** The broker waits for a message when there is none. */
    @Override
    public PullResult pullBlockIfNotFound(MessageQueue mq, String subExpression, long offset, int maxNums)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        return pullBlockIfNotFoundWithMessageSelector(mq, MessageSelector.byTag(subExpression), offset, maxNums);
    }

    @Override
    public void pullBlockIfNotFound(
            MessageQueue mq, String subExpression, long offset, int maxNums, PullCallback pullCallback)
            throws MQClientException, RemotingException, InterruptedException {
        pullBlockIfNotFoundWithMessageSelector(mq, MessageSelector.byTag(subExpression), offset, maxNums, pullCallback);
    }

    @Override
    public void pullBlockIfNotFoundWithMessageSelector(
            MessageQueue mq, MessageSelector selector, long offset, int maxNums, PullCallback pullCallback)
            throws MQClientException, RemotingException, InterruptedException {
        defaultMQPullConsumerImpl.pull(mq, selector, offset, maxNums, Integer.MAX_VALUE, blocking(), pullCallback);
    }

    @Override
    public PullResult pullBlockIfNotFoundWithMessageSelector(
            MessageQueue mq, MessageSelector selector, long offset, int maxNums)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        return defaultMQPullConsumerImpl.pull(mq, selector, offset, maxNums, blocking());
    }

    private PullWait blocking() {
        return new PullWait(brokerSuspendMaxTimeMillis, consumerTimeoutMillisWhenSuspend);
    }

    /** In memory; brokers are told a few seconds later, by {@link #persist}, or at the shutdown. */
    @Override
    public void updateConsumeOffset(MessageQueue mq, long offset) throws MQClientException {
        defaultMQPullConsumerImpl.updateConsumeOffset(mq, offset);
    }

    /** -1 when there is none, -2 when it cannot be known now. */
    @Override
    public long fetchConsumeOffset(MessageQueue mq, boolean fromStore) throws MQClientException {
        return defaultMQPullConsumerImpl.fetchConsumeOffset(mq, fromStore);
    }

    @Override
    public Set<MessageQueue> fetchMessageQueuesInBalance(String topic) throws MQClientException {
        return defaultMQPullConsumerImpl.fetchMessageQueuesInBalance(topic);
    }

    @Override
    public Set<MessageQueue> fetchSubscribeMessageQueues(String topic) throws MQClientException {
        return defaultMQPullConsumerImpl.fetchSubscribeMessageQueues(topic);
    }

    @Deprecated
    @Override
    public void sendMessageBack(MessageExt msg, int delayLevel)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        sendMessageBack(msg, delayLevel, null, null);
    }

    @Deprecated
    @Override
    public void sendMessageBack(MessageExt msg, int delayLevel, String brokerName)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        sendMessageBack(msg, delayLevel, brokerName, null);
    }

    @Override
    public void sendMessageBack(MessageExt msg, int delayLevel, String brokerName, String consumerGroup)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        defaultMQPullConsumerImpl.sendMessageBack(msg, delayLevel, brokerName, consumerGroup);
    }

    /** Tells the broker the offset in memory now. */
    public void persist(MessageQueue mq) {
        getOffsetStore().persist(queueWithNamespace(mq));
    }

    @Override
    public void createTopic(String key, String newTopic, int queueNum, Map<String, String> attributes)
            throws MQClientException {
        createTopic(key, newTopic, queueNum, 0, attributes);
    }

    @Override
    public void createTopic(String key, String newTopic, int queueNum, int topicSysFlag, Map<String, String> attributes)
            throws MQClientException {
        defaultMQPullConsumerImpl.questions().createTopic(key, newTopic, queueNum, topicSysFlag, attributes);
    }

    @Override
    public long searchOffset(MessageQueue mq, long timestamp) throws MQClientException {
        return defaultMQPullConsumerImpl.questions().searchOffset(mq, timestamp);
    }

    @Override
    public long maxOffset(MessageQueue mq) throws MQClientException {
        return defaultMQPullConsumerImpl.questions().maxOffset(mq);
    }

    @Override
    public long minOffset(MessageQueue mq) throws MQClientException {
        return defaultMQPullConsumerImpl.questions().minOffset(mq);
    }

    @Override
    public long earliestMsgStoreTime(MessageQueue mq) throws MQClientException {
        return defaultMQPullConsumerImpl.questions().earliestMsgStoreTime(mq);
    }

    @Override
    public QueryResult queryMessage(String topic, String key, int maxNum, long begin, long end)
            throws MQClientException, InterruptedException {
        return defaultMQPullConsumerImpl.questions().queryMessage(topic, key, maxNum, begin, end);
    }

    @Override
    public MessageExt viewMessage(String topic, String msgId)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        return defaultMQPullConsumerImpl.questions().viewMessage(topic, msgId);
    }

    public DefaultMQPullConsumerImpl getDefaultMQPullConsumerImpl() {
        return defaultMQPullConsumerImpl;
    }

    /** What heartbeats say that the group wants; without any, all of the registered topics. */
    public void addRegisterSubscriptions(String topic, MessageSelector messageSelector) throws MQClientException {
        defaultMQPullConsumerImpl.register(topic, messageSelector);
    }

    public void clearRegisterSubscriptions() {
        defaultMQPullConsumerImpl.clearRegistered();
    }

    public Set<SubscriptionData> getRegisterSubscriptions() {
        return defaultMQPullConsumerImpl.registered();
    }

    public String getConsumerGroup() {
        return consumerGroup;
    }

    public void setConsumerGroup(String consumerGroup) {
        this.consumerGroup = consumerGroup;
    }

    public long getBrokerSuspendMaxTimeMillis() {
        return brokerSuspendMaxTimeMillis;
    }

    public void setBrokerSuspendMaxTimeMillis(long brokerSuspendMaxTimeMillis) {
        this.brokerSuspendMaxTimeMillis = brokerSuspendMaxTimeMillis;
    }

    public long getConsumerTimeoutMillisWhenSuspend() {
        return consumerTimeoutMillisWhenSuspend;
    }

    public void setConsumerTimeoutMillisWhenSuspend(long consumerTimeoutMillisWhenSuspend) {
        this.consumerTimeoutMillisWhenSuspend = consumerTimeoutMillisWhenSuspend;
    }

    public long getConsumerPullTimeoutMillis() {
        return consumerPullTimeoutMillis;
    }

    public void setConsumerPullTimeoutMillis(long consumerPullTimeoutMillis) {
        this.consumerPullTimeoutMillis = consumerPullTimeoutMillis;
    }

    public MessageModel getMessageModel() {
        return messageModel;
    }

    public void setMessageModel(MessageModel messageModel) {
        this.messageModel = messageModel;
    }

    public MessageQueueListener getMessageQueueListener() {
        return messageQueueListener;
    }

    public void setMessageQueueListener(MessageQueueListener messageQueueListener) {
        this.messageQueueListener = messageQueueListener;
    }

    public Set<String> getRegisterTopics() {
        return registerTopics;
    }

    public void setRegisterTopics(Set<String> registerTopics) {
        this.registerTopics = withNamespace(registerTopics);
    }

    public AllocateMessageQueueStrategy getAllocateMessageQueueStrategy() {
        return allocateMessageQueueStrategy;
    }

    public void setAllocateMessageQueueStrategy(AllocateMessageQueueStrategy allocateMessageQueueStrategy) {
        this.allocateMessageQueueStrategy = allocateMessageQueueStrategy;
    }

    /** The program's own; once started without one, where the client keeps offsets. */
    public OffsetStore getOffsetStore() {
        return offsetStore != null ? offsetStore : defaultMQPullConsumerImpl.getOffsetStore();
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

    public int getMaxReconsumeTimes() {
        return maxReconsumeTimes;
    }

    public void setMaxReconsumeTimes(int maxReconsumeTimes) {
        this.maxReconsumeTimes = maxReconsumeTimes;
    }

    public boolean isEnableRebalance() {
        return enableRebalance;
    }

    /** Read at the start: whether the member takes its share of the queues at all. */
    public void setEnableRebalance(boolean enableRebalance) {
        this.enableRebalance = enableRebalance;
    }
}
