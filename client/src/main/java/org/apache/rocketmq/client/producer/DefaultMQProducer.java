package org.apache.rocketmq.client.producer;

import io.apogeemq.client.body.BodyFormat;
import io.apogeemq.client.choice.FaultTable;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.ExecutorService;
import org.apache.rocketmq.client.ClientConfig;
import org.apache.rocketmq.client.QueryResult;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.exception.RequestTimeoutException;
import org.apache.rocketmq.client.impl.Questions;
import org.apache.rocketmq.client.impl.producer.DefaultMQProducerImpl;
import org.apache.rocketmq.client.impl.producer.Target;
import org.apache.rocketmq.client.trace.AsyncTraceDispatcher;
import org.apache.rocketmq.client.trace.TraceDispatcher;
import org.apache.rocketmq.client.trace.hook.EndTransactionTraceHookImpl;
import org.apache.rocketmq.client.trace.hook.SendMessageTraceHookImpl;
import org.apache.rocketmq.common.compression.CompressionType;
import org.apache.rocketmq.common.compression.Compressor;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.remoting.RPCHook;
import org.apache.rocketmq.remoting.exception.RemotingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The producer that programs use (spec/client.md 3, 20 to 23). Any thread. Setters work while it runs, each from the next
 * send on, but those that connect it (group, name, addresses), which count at its start.
 *
 * <p>This file is long because the contract wants all of it in one class; each method only hands on.
 */
public class DefaultMQProducer extends ClientConfig implements MQProducer {
    private static final Logger log = LoggerFactory.getLogger(DefaultMQProducer.class);
    private static final String DEFAULT_GROUP = "DEFAULT_PRODUCER";

    protected final transient DefaultMQProducerImpl defaultMQProducerImpl;

    /** Answers after which a synchronous send is tried again. */
    private final Set<Integer> retryResponseCodes =
            new CopyOnWriteArraySet<>(List.of(17, 14, 1, 2, 16, 204, 205, 1500));

    private String producerGroup = DEFAULT_GROUP;
    private String createTopicKey = "TBW102";
    private int defaultTopicQueueNums = 4;
    private int sendMsgTimeout = 3_000;
    private int sendMsgMaxTimeoutPerRequest = -1;
    private int compressMsgBodyOverHowmuch = 4_096;
    private int retryTimesWhenSendFailed = 2;
    private int retryTimesWhenSendAsyncFailed = 2;
    private boolean retryAnotherBrokerWhenNotStoreOK;
    private int maxMessageSize = 4 * 1024 * 1024;
    private List<String> topics;
    private int compressLevel = Integer.getInteger("rocketmq.message.compressLevel", 5);
    private CompressionType compressType =
            CompressionType.of(System.getProperty("rocketmq.message.compressType", "ZLIB"));
    private boolean enableBackpressureForAsyncMode;
    private boolean autoBatch;

    /** Of a producer whose sends are traced, from its start on. */
    private transient AsyncTraceDispatcher traceDispatcher;

    public DefaultMQProducer() {
        this(DEFAULT_GROUP);
    }

    public DefaultMQProducer(RPCHook rpcHook) {
        this(DEFAULT_GROUP, rpcHook);
    }

    public DefaultMQProducer(String producerGroup) {
        this(producerGroup, (RPCHook) null);
    }

    public DefaultMQProducer(String producerGroup, RPCHook rpcHook) {
        this(producerGroup, rpcHook, null);
    }

    public DefaultMQProducer(String producerGroup, RPCHook rpcHook, List<String> topics) {
        this(producerGroup, rpcHook, topics, false, null);
    }

    public DefaultMQProducer(String producerGroup, boolean enableMsgTrace, String customizedTraceTopic) {
        this(producerGroup, null, enableMsgTrace, customizedTraceTopic);
    }

    public DefaultMQProducer(
            String producerGroup, RPCHook rpcHook, boolean enableMsgTrace, String customizedTraceTopic) {
        this(producerGroup, rpcHook, null, enableMsgTrace, customizedTraceTopic);
    }

    public DefaultMQProducer(
            String producerGroup,
            RPCHook rpcHook,
            List<String> topics,
            boolean enableMsgTrace,
            String customizedTraceTopic) {
        this.producerGroup = producerGroup;
        this.topics = topics;
        this.enableTrace = enableMsgTrace;
        this.traceTopic = customizedTraceTopic;
        this.defaultMQProducerImpl = new DefaultMQProducerImpl(this, rpcHook);
        setSendLatencyFaultEnable(isSendLatencyEnable());
        defaultMQProducerImpl.detect(isStartDetectorEnable());
    }

    /** The namespace comes first. */
    @Deprecated
    public DefaultMQProducer(String namespace, String producerGroup) {
        this(namespace, producerGroup, null);
    }

    /** The namespace comes first. */
    @Deprecated
    public DefaultMQProducer(String namespace, String producerGroup, RPCHook rpcHook) {
        this(namespace, producerGroup, rpcHook, false, null);
    }

    /** The namespace comes first. */
    @Deprecated
    public DefaultMQProducer(
            String namespace,
            String producerGroup,
            RPCHook rpcHook,
            boolean enableMsgTrace,
            String customizedTraceTopic) {
        this(producerGroup, rpcHook, null, enableMsgTrace, customizedTraceTopic);
        setNamespace(namespace);
    }

    @Override
    public void start() throws MQClientException {
        setProducerGroup(withNamespace(producerGroup));
        defaultMQProducerImpl.start();
        if (isEnableTrace()) {
            trace();
        }
    }

    /** That traces cannot be sent is no reason not to send messages. */
    private void trace() {
        AsyncTraceDispatcher dispatcher = new AsyncTraceDispatcher(
                producerGroup,
                TraceDispatcher.Type.PRODUCE,
                getTraceMsgBatchNum(),
                getTraceTopic(),
                defaultMQProducerImpl.rpcHook());
        dispatcher.setHostProducer(defaultMQProducerImpl);
        dispatcher.setNamespaceV2(getNamespaceV2());
        try {
            dispatcher.start(getNamesrvAddr(), getAccessChannel());
        } catch (MQClientException e) {
            log.warn("producer {}: its messages are not traced", producerGroup, e);
            return;
        }
        defaultMQProducerImpl.registerSendMessageHook(new SendMessageTraceHookImpl(dispatcher));
        defaultMQProducerImpl.registerEndTransactionHook(new EndTransactionTraceHookImpl(dispatcher));
        traceDispatcher = dispatcher;
    }

    @Override
    public void shutdown() {
        defaultMQProducerImpl.shutdown();
        if (traceDispatcher != null) {
            traceDispatcher.shutdown();
        }
    }

    @Override
    public List<MessageQueue> fetchPublishMessageQueues(String topic) throws MQClientException {
        return defaultMQProducerImpl.fetchPublishMessageQueues(topic);
    }

    @Override
    public SendResult send(Message msg)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        return joins(msg) ? sendByAccumulator(msg, null, null) : send(msg, sendMsgTimeout);
    }

    @Override
    public SendResult send(Message msg, long timeout)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        return defaultMQProducerImpl.sync(msg, Target.any(), timeout);
    }

    @Override
    public void send(Message msg, SendCallback sendCallback)
            throws MQClientException, RemotingException, InterruptedException {
        if (joins(msg)) {
            defaultMQProducerImpl.asyncJoined(msg, null, sendCallback);
        } else {
            send(msg, sendCallback, sendMsgTimeout);
        }
    }

    @Override
    public void send(Message msg, SendCallback sendCallback, long timeout)
            throws MQClientException, RemotingException, InterruptedException {
        defaultMQProducerImpl.async(msg, Target.any(), sendCallback, timeout);
    }

    @Override
    public void sendOneway(Message msg) throws MQClientException, RemotingException, InterruptedException {
        defaultMQProducerImpl.oneWay(msg, Target.any());
    }

    @Override
    public SendResult send(Message msg, MessageQueue mq)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        return joins(msg) ? sendByAccumulator(msg, mq, null) : send(msg, mq, sendMsgTimeout);
    }

    @Override
    public SendResult send(Message msg, MessageQueue mq, long timeout)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        return defaultMQProducerImpl.sync(msg, defaultMQProducerImpl.queue(mq), timeout);
    }

    @Override
    public void send(Message msg, MessageQueue mq, SendCallback sendCallback)
            throws MQClientException, RemotingException, InterruptedException {
        if (joins(msg)) {
            defaultMQProducerImpl.asyncJoined(msg, mq, sendCallback);
        } else {
            send(msg, mq, sendCallback, sendMsgTimeout);
        }
    }

    @Override
    public void send(Message msg, MessageQueue mq, SendCallback sendCallback, long timeout)
            throws MQClientException, RemotingException, InterruptedException {
        defaultMQProducerImpl.async(msg, defaultMQProducerImpl.queue(mq), sendCallback, timeout);
    }

    @Override
    public void sendOneway(Message msg, MessageQueue mq)
            throws MQClientException, RemotingException, InterruptedException {
        defaultMQProducerImpl.oneWay(msg, defaultMQProducerImpl.queue(mq));
    }

    @Override
    public SendResult send(Message msg, MessageQueueSelector selector, Object arg)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        return send(msg, selector, arg, sendMsgTimeout);
    }

    @Override
    public SendResult send(Message msg, MessageQueueSelector selector, Object arg, long timeout)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        return defaultMQProducerImpl.sync(msg, defaultMQProducerImpl.selected(selector, msg, arg), timeout);
    }

    @Override
    public void send(Message msg, MessageQueueSelector selector, Object arg, SendCallback sendCallback)
            throws MQClientException, RemotingException, InterruptedException {
        send(msg, selector, arg, sendCallback, sendMsgTimeout);
    }

    @Override
    public void send(Message msg, MessageQueueSelector selector, Object arg, SendCallback sendCallback, long timeout)
            throws MQClientException, RemotingException, InterruptedException {
        defaultMQProducerImpl.async(msg, defaultMQProducerImpl.selected(selector, msg, arg), sendCallback, timeout);
    }

    @Override
    public void sendOneway(Message msg, MessageQueueSelector selector, Object arg)
            throws MQClientException, RemotingException, InterruptedException {
        defaultMQProducerImpl.oneWay(msg, defaultMQProducerImpl.selected(selector, msg, arg));
    }

    @Override
    public SendResult send(Collection<Message> msgs)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        return send(msgs, sendMsgTimeout);
    }

    @Override
    public SendResult send(Collection<Message> msgs, long timeout)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        return defaultMQProducerImpl.sync(defaultMQProducerImpl.batch(msgs), Target.any(), timeout);
    }

    @Override
    public void send(Collection<Message> msgs, SendCallback sendCallback)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        send(msgs, sendCallback, sendMsgTimeout);
    }

    @Override
    public void send(Collection<Message> msgs, SendCallback sendCallback, long timeout)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        defaultMQProducerImpl.async(defaultMQProducerImpl.batch(msgs), Target.any(), sendCallback, timeout);
    }

    @Override
    public SendResult send(Collection<Message> msgs, MessageQueue mq)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        return send(msgs, mq, sendMsgTimeout);
    }

    @Override
    public SendResult send(Collection<Message> msgs, MessageQueue mq, long timeout)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        return defaultMQProducerImpl.sync(defaultMQProducerImpl.batch(msgs), defaultMQProducerImpl.queue(mq), timeout);
    }

    @Override
    public void send(Collection<Message> msgs, MessageQueue mq, SendCallback sendCallback)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        send(msgs, mq, sendCallback, sendMsgTimeout);
    }

    @Override
    public void send(Collection<Message> msgs, MessageQueue mq, SendCallback sendCallback, long timeout)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        defaultMQProducerImpl.async(
                defaultMQProducerImpl.batch(msgs), defaultMQProducerImpl.queue(mq), sendCallback, timeout);
    }

    /** Sends at once, past any accumulation: to the queue if one is given, synchronously if there is no callback. */
    public SendResult sendDirect(Message msg, MessageQueue mq, SendCallback sendCallback)
            throws MQClientException, RemotingException, InterruptedException, MQBrokerException {
        Target target = mq == null ? Target.any() : defaultMQProducerImpl.queue(mq);
        if (sendCallback == null) {
            return defaultMQProducerImpl.sync(msg, target, sendMsgTimeout);
        }
        defaultMQProducerImpl.async(msg, target, sendCallback, sendMsgTimeout);
        return null;
    }

    /** Transactions need a producer of their own kind. */
    @Override
    public TransactionSendResult sendMessageInTransaction(Message msg, Object arg) throws MQClientException {
        throw new RuntimeException("sendMessageInTransaction not implement, please use TransactionMQProducer class");
    }

    /** Takes a delayed message back before it is due, by the handle that its send was answered with. */
    @Override
    public String recallMessage(String topic, String recallHandle)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        return defaultMQProducerImpl.recall(topic, recallHandle);
    }

    @Override
    public Message request(Message msg, long timeout)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException,
                    RequestTimeoutException {
        return defaultMQProducerImpl.request(msg, Target.any(), timeout);
    }

    @Override
    public void request(Message msg, RequestCallback requestCallback, long timeout)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        defaultMQProducerImpl.request(msg, Target.any(), requestCallback, timeout);
    }

    @Override
    public Message request(Message msg, MessageQueueSelector selector, Object arg, long timeout)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException,
                    RequestTimeoutException {
        return defaultMQProducerImpl.request(msg, defaultMQProducerImpl.selected(selector, msg, arg), timeout);
    }

    @Override
    public void request(
            Message msg, MessageQueueSelector selector, Object arg, RequestCallback requestCallback, long timeout)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        defaultMQProducerImpl.request(
                msg, defaultMQProducerImpl.selected(selector, msg, arg), requestCallback, timeout);
    }

    @Override
    public Message request(Message msg, MessageQueue mq, long timeout)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException,
                    RequestTimeoutException {
        return defaultMQProducerImpl.request(msg, defaultMQProducerImpl.queue(mq), timeout);
    }

    @Override
    public void request(Message msg, MessageQueue mq, RequestCallback requestCallback, long timeout)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        defaultMQProducerImpl.request(msg, defaultMQProducerImpl.queue(mq), requestCallback, timeout);
    }

    @Override
    public void createTopic(String key, String newTopic, int queueNum, Map<String, String> attributes)
            throws MQClientException {
        createTopic(key, newTopic, queueNum, 0, attributes);
    }

    @Override
    public void createTopic(String key, String newTopic, int queueNum, int topicSysFlag, Map<String, String> attributes)
            throws MQClientException {
        questions().createTopic(key, newTopic, queueNum, topicSysFlag, attributes);
    }

    @Override
    public long searchOffset(MessageQueue mq, long timestamp) throws MQClientException {
        return questions().searchOffset(mq, timestamp);
    }

    @Override
    public long maxOffset(MessageQueue mq) throws MQClientException {
        return questions().maxOffset(mq);
    }

    @Override
    public long minOffset(MessageQueue mq) throws MQClientException {
        return questions().minOffset(mq);
    }

    @Override
    public long earliestMsgStoreTime(MessageQueue mq) throws MQClientException {
        return questions().earliestMsgStoreTime(mq);
    }

    @Override
    public QueryResult queryMessage(String topic, String key, int maxNum, long begin, long end)
            throws MQClientException, InterruptedException {
        return questions().queryMessage(topic, key, maxNum, begin, end);
    }

    @Override
    public MessageExt viewMessage(String topic, String msgId)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        return questions().viewMessage(topic, msgId);
    }

    private Questions questions() throws MQClientException {
        return new Questions(defaultMQProducerImpl.requireInstance(), this);
    }

    /** Runs the callbacks of asynchronous sends, in place of the client's own threads. */
    public void setCallbackExecutor(ExecutorService callbackExecutor) {
        defaultMQProducerImpl.setCallbackExecutor(callbackExecutor);
    }

    /** Brings asynchronous sends on their way, in place of the calling thread (which does not wait either). */
    public void setAsyncSenderExecutor(ExecutorService asyncSenderExecutor) {
        defaultMQProducerImpl.setAsyncSenderExecutor(asyncSenderExecutor);
    }

    public void addRetryResponseCode(int responseCode) {
        retryResponseCodes.add(responseCode);
    }

    public Set<Integer> getRetryResponseCodes() {
        return retryResponseCodes;
    }

    public DefaultMQProducerImpl getDefaultMQProducerImpl() {
        return defaultMQProducerImpl;
    }

    /** Null when nothing is traced. */
    public TraceDispatcher getTraceDispatcher() {
        return traceDispatcher;
    }

    public boolean getAutoBatch() {
        return autoBatch;
    }

    /** Whether messages that are sent one by one are joined into batches. */
    public void setAutoBatch(boolean autoBatch) {
        this.autoBatch = autoBatch;
    }

    /** Whether {@code send} without a timeout joins this message with others. */
    private boolean joins(Message msg) {
        return autoBatch && defaultMQProducerImpl.joins(msg);
    }

    /** Sends in a batch with others: to the queue if one is given, synchronously if there is no callback. */
    public SendResult sendByAccumulator(Message msg, MessageQueue mq, SendCallback sendCallback)
            throws MQClientException, RemotingException, InterruptedException, MQBrokerException {
        if (!defaultMQProducerImpl.joins(msg)) {
            return sendDirect(msg, mq, sendCallback);
        }
        if (sendCallback == null) {
            return defaultMQProducerImpl.syncJoined(msg, mq);
        }
        defaultMQProducerImpl.asyncJoined(msg, mq, sendCallback);
        return null;
    }

    public int getBatchMaxDelayMs() {
        return (int) defaultMQProducerImpl.batchBounds().delayMillis();
    }

    /** How long a message waits for others at most. */
    public void batchMaxDelayMs(int holdMs) {
        defaultMQProducerImpl.batchBounds().delayMillis(holdMs);
    }

    public long getBatchMaxBytes() {
        return defaultMQProducerImpl.batchBounds().batchBytes();
    }

    /** A batch with that many bytes of bodies goes out. */
    public void batchMaxBytes(long holdSize) {
        defaultMQProducerImpl.batchBounds().batchBytes(holdSize);
    }

    public long getTotalBatchMaxBytes() {
        return defaultMQProducerImpl.batchBounds().totalBytes();
    }

    /** With that many bytes waiting, further messages are sent by themselves. */
    public void totalBatchMaxBytes(long totalHoldSize) {
        defaultMQProducerImpl.batchBounds().totalBytes(totalHoldSize);
    }

    public boolean isSendMessageWithVIPChannel() {
        return isVipChannelEnabled();
    }

    public void setSendMessageWithVIPChannel(boolean sendMessageWithVIPChannel) {
        setVipChannelEnabled(sendMessageWithVIPChannel);
    }

    public boolean isSendLatencyFaultEnable() {
        return defaultMQProducerImpl.faults().isEnabled();
    }

    /** Whether brokers that were slow or failed are passed over for a while. */
    public void setSendLatencyFaultEnable(boolean sendLatencyFaultEnable) {
        defaultMQProducerImpl.faults().enable(sendLatencyFaultEnable);
    }

    public long[] getLatencyMax() {
        return defaultMQProducerImpl.faults().penalties().fromMillis();
    }

    public void setLatencyMax(long[] latencyMax) {
        FaultTable faults = defaultMQProducerImpl.faults();
        faults.penalties(new FaultTable.Penalties(latencyMax, faults.penalties().passOverMillis()));
    }

    public long[] getNotAvailableDuration() {
        return defaultMQProducerImpl.faults().penalties().passOverMillis();
    }

    public void setNotAvailableDuration(long[] notAvailableDuration) {
        FaultTable faults = defaultMQProducerImpl.faults();
        faults.penalties(new FaultTable.Penalties(faults.penalties().fromMillis(), notAvailableDuration));
    }

    /** Whether brokers that failed are asked whether they are back; counts at the start. */
    @Override
    public void setStartDetectorEnable(boolean startDetectorEnable) {
        super.setStartDetectorEnable(startDetectorEnable);
        defaultMQProducerImpl.detect(startDetectorEnable);
    }

    public int getBackPressureForAsyncSendNum() {
        return defaultMQProducerImpl.permits().sends();
    }

    /** How many asynchronous sends may be under way; at least 10. */
    public void setBackPressureForAsyncSendNum(int backPressureForAsyncSendNum) {
        defaultMQProducerImpl.permits().sends(backPressureForAsyncSendNum);
    }

    public int getBackPressureForAsyncSendSize() {
        return defaultMQProducerImpl.permits().bytes();
    }

    /** How many bytes of bodies may be under way; at least 1 MiB. */
    public void setBackPressureForAsyncSendSize(int backPressureForAsyncSendSize) {
        defaultMQProducerImpl.permits().bytes(backPressureForAsyncSendSize);
    }

    /** Compresses as this producer does; fails for a format whose library is not on the class path. */
    public Compressor getCompressor() {
        BodyFormat format = BodyFormat.valueOf(compressType.name());
        return new Compressor() {
            @Override
            public byte[] compress(byte[] src, int level) throws IOException {
                return format.compress(src, level);
            }

            @Override
            public byte[] decompress(byte[] src) throws IOException {
                return format.restore(src);
            }
        };
    }

    public String getProducerGroup() {
        return producerGroup;
    }

    /** Producers of one group share the answering for transactions. */
    public void setProducerGroup(String producerGroup) {
        this.producerGroup = producerGroup;
    }

    public String getCreateTopicKey() {
        return createTopicKey;
    }

    /** The topic after whose model unknown topics are created. */
    public void setCreateTopicKey(String createTopicKey) {
        this.createTopicKey = createTopicKey;
    }

    public int getDefaultTopicQueueNums() {
        return defaultTopicQueueNums;
    }

    /** How many queues such a topic gets. */
    public void setDefaultTopicQueueNums(int defaultTopicQueueNums) {
        this.defaultTopicQueueNums = defaultTopicQueueNums;
    }

    public int getSendMsgTimeout() {
        return sendMsgTimeout;
    }

    /** Of a whole send, retries included, ms. */
    public void setSendMsgTimeout(int sendMsgTimeout) {
        this.sendMsgTimeout = sendMsgTimeout;
    }

    public int getSendMsgMaxTimeoutPerRequest() {
        return sendMsgMaxTimeoutPerRequest;
    }

    /** Of one try when another is possible, ms; below 0 for no bound. */
    public void setSendMsgMaxTimeoutPerRequest(int sendMsgMaxTimeoutPerRequest) {
        this.sendMsgMaxTimeoutPerRequest = sendMsgMaxTimeoutPerRequest;
    }

    public int getCompressMsgBodyOverHowmuch() {
        return compressMsgBodyOverHowmuch;
    }

    /** Bodies of that length or more are compressed, bytes. */
    public void setCompressMsgBodyOverHowmuch(int compressMsgBodyOverHowmuch) {
        this.compressMsgBodyOverHowmuch = compressMsgBodyOverHowmuch;
    }

    public int getRetryTimesWhenSendFailed() {
        return retryTimesWhenSendFailed;
    }

    /** Further tries of a synchronous send. */
    public void setRetryTimesWhenSendFailed(int retryTimesWhenSendFailed) {
        this.retryTimesWhenSendFailed = retryTimesWhenSendFailed;
    }

    public int getRetryTimesWhenSendAsyncFailed() {
        return retryTimesWhenSendAsyncFailed;
    }

    /** Further tries of an asynchronous send. */
    public void setRetryTimesWhenSendAsyncFailed(int retryTimesWhenSendAsyncFailed) {
        this.retryTimesWhenSendAsyncFailed = retryTimesWhenSendAsyncFailed;
    }

    public boolean isRetryAnotherBrokerWhenNotStoreOK() {
        return retryAnotherBrokerWhenNotStoreOK;
    }

    /** Whether a message that is stored but not safe is sent to another broker too. */
    public void setRetryAnotherBrokerWhenNotStoreOK(boolean retryAnotherBrokerWhenNotStoreOK) {
        this.retryAnotherBrokerWhenNotStoreOK = retryAnotherBrokerWhenNotStoreOK;
    }

    public int getMaxMessageSize() {
        return maxMessageSize;
    }

    /** Longest body, bytes. */
    public void setMaxMessageSize(int maxMessageSize) {
        this.maxMessageSize = maxMessageSize;
    }

    public List<String> getTopics() {
        return topics;
    }

    /** Topics whose routes are asked for at the start. */
    public void setTopics(List<String> topics) {
        this.topics = topics;
    }

    public int getCompressLevel() {
        return compressLevel;
    }

    public void setCompressLevel(int compressLevel) {
        this.compressLevel = compressLevel;
    }

    public CompressionType getCompressType() {
        return compressType;
    }

    /** Sends that would need a format this client does not write are refused. */
    public void setCompressType(CompressionType compressType) {
        this.compressType = compressType;
    }

    public boolean isEnableBackpressureForAsyncMode() {
        return enableBackpressureForAsyncMode;
    }

    /** Whether asynchronous sends wait for room before they go out. */
    public void setEnableBackpressureForAsyncMode(boolean enableBackpressureForAsyncMode) {
        this.enableBackpressureForAsyncMode = enableBackpressureForAsyncMode;
    }
}
