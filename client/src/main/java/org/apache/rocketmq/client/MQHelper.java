package org.apache.rocketmq.client;

import io.apogeemq.client.admin.Admin;
import io.apogeemq.client.admin.QueueAdmin;
import io.apogeemq.client.core.ClientInstance;
import io.apogeemq.protocol.body.BrokerQueue;
import java.util.List;
import org.apache.rocketmq.client.impl.SharedClients;
import org.apache.rocketmq.client.impl.Waiting;
import org.apache.rocketmq.remoting.protocol.heartbeat.MessageModel;

/** Sets the offsets of a group that is not running. */
public class MQHelper {
    private static final long TIMEOUT_MILLIS = 5_000;
    private static final long LONGEST_MILLIS = 60_000;

    /** As below, for a client of the usual name. */
    @Deprecated
    public static void resetOffsetByTimestamp(
            MessageModel messageModel, String consumerGroup, String topic, long timestamp) throws Exception {
        resetOffsetByTimestamp(messageModel, "DEFAULT", consumerGroup, topic, timestamp);
    }

    /**
     * Has the group go on, in each queue of the topic, at the first message that was stored at that time or later.
     *
     * @param messageModel CLUSTERING: a group that keeps its offsets itself has none that others could set
     */
    public static void resetOffsetByTimestamp(
            MessageModel messageModel, String instanceName, String consumerGroup, String topic, long timestamp)
            throws Exception {
        if (messageModel != MessageModel.CLUSTERING) {
            throw new IllegalArgumentException(
                    "the members of a " + messageModel + " group keep their offsets in files of their own: seek there");
        }
        ClientConfig config = new ClientConfig();
        config.setInstanceName(instanceName);
        config.changeInstanceNameToPID();
        try (SharedClients.Lease lease = SharedClients.acquire(config, null)) {
            reset(lease.instance(), config.withNamespace(consumerGroup), config.withNamespace(topic), timestamp);
        }
    }

    private static void reset(ClientInstance instance, String group, String topic, long timestamp) throws Exception {
        QueueAdmin queues = new QueueAdmin(instance);
        Admin admin = Admin.of(instance, TIMEOUT_MILLIS);
        List<BrokerQueue> all = Waiting.get(queues.subscribeQueues(topic), LONGEST_MILLIS);
        for (BrokerQueue queue : all) {
            long offset = Waiting.get(queues.offsetByTime(queue, timestamp), LONGEST_MILLIS);
            String leader = instance.brokers().leader(queue.brokerName()).orElseThrow();
            Waiting.get(admin.groups().commit(leader, group, queue, offset), LONGEST_MILLIS);
        }
    }
}
