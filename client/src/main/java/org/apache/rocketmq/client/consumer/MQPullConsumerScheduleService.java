package org.apache.rocketmq.client.consumer;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.impl.consumer.DefaultMQPullConsumerImpl;
import org.apache.rocketmq.client.impl.consumer.ScheduledPulls;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.remoting.RPCHook;
import org.apache.rocketmq.remoting.protocol.heartbeat.MessageModel;

/**
 * Runs a task of the program's for each queue that is its own, again and again (spec/client.md 37). Superseded by {@link
 * DefaultLitePullConsumer}.
 */
@SuppressWarnings("deprecation") // its consumer is the deprecated one, by its signatures
public class MQPullConsumerScheduleService {
    private MessageModel messageModel = MessageModel.CLUSTERING;
    private DefaultMQPullConsumer defaultMQPullConsumer;
    private int pullThreadNums = 20;
    private volatile ConcurrentMap<String, PullTaskCallback> callbackTable = new ConcurrentHashMap<>();
    private volatile ScheduledPulls pulls;

    public MQPullConsumerScheduleService(String consumerGroup) {
        this(consumerGroup, null);
    }

    public MQPullConsumerScheduleService(String consumerGroup, RPCHook rpcHook) {
        this.defaultMQPullConsumer = new DefaultMQPullConsumer(consumerGroup, rpcHook);
    }

    /** Of the topic, these queues have tasks and no others; the service calls it when its share changes. */
    public void putTask(String topic, Set<MessageQueue> mqNewSet) {
        ScheduledPulls running = pulls;
        if (running != null) {
            running.keep(topic, mqNewSet);
        }
    }

    public void start() throws MQClientException {
        defaultMQPullConsumer.setMessageModel(messageModel);
        defaultMQPullConsumer.setMessageQueueListener(
                (topic, all, assigned) -> putTask(topic, messageModel == MessageModel.BROADCASTING ? all : assigned));
        defaultMQPullConsumer.start();
        DefaultMQPullConsumerImpl inner = defaultMQPullConsumer.getDefaultMQPullConsumerImpl();
        pulls = new ScheduledPulls(inner.loop(), inner.taskPool(pullThreadNums), this::run);
        // the share may have come before the tasks could be kept
        for (String topic : callbackTable.keySet()) {
            putTask(topic, defaultMQPullConsumer.fetchMessageQueuesInBalance(topic));
        }
    }

    public void shutdown() {
        ScheduledPulls running = pulls;
        if (running != null) {
            running.stop();
        }
        defaultMQPullConsumer.shutdown();
    }

    public void registerPullTaskCallback(String topic, PullTaskCallback callback) {
        callbackTable.put(topic, callback);
        defaultMQPullConsumer.registerMessageQueueListener(topic, null);
    }

    private long run(MessageQueue queue) {
        PullTaskCallback callback = callbackTable.get(queue.getTopic());
        PullTaskContext context = new PullTaskContext();
        context.setPullConsumer(defaultMQPullConsumer);
        if (callback != null) {
            callback.doPullTask(queue, context);
        }
        return context.getPullNextDelayTimeMillis();
    }

    public ConcurrentMap<String, PullTaskCallback> getCallbackTable() {
        return callbackTable;
    }

    public void setCallbackTable(ConcurrentHashMap<String, PullTaskCallback> callbackTable) {
        this.callbackTable = callbackTable;
    }

    public int getPullThreadNums() {
        return pullThreadNums;
    }

    /** Read at the start. */
    public void setPullThreadNums(int pullThreadNums) {
        this.pullThreadNums = pullThreadNums;
    }

    public DefaultMQPullConsumer getDefaultMQPullConsumer() {
        return defaultMQPullConsumer;
    }

    public void setDefaultMQPullConsumer(DefaultMQPullConsumer defaultMQPullConsumer) {
        this.defaultMQPullConsumer = defaultMQPullConsumer;
    }

    public MessageModel getMessageModel() {
        return messageModel;
    }

    public void setMessageModel(MessageModel messageModel) {
        this.messageModel = messageModel;
    }
}
