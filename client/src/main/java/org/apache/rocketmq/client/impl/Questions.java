package org.apache.rocketmq.client.impl;

import io.apogeemq.client.admin.FoundRecords;
import io.apogeemq.client.admin.MessageSearch;
import io.apogeemq.client.admin.QueueAdmin;
import io.apogeemq.client.core.ClientInstance;
import io.apogeemq.protocol.body.BrokerQueue;
import io.apogeemq.protocol.header.QueryMessageRequest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.rocketmq.client.ClientConfig;
import org.apache.rocketmq.client.QueryResult;
import org.apache.rocketmq.client.Validators;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.common.message.MessageDecoder;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.remoting.exception.RemotingException;

/** The questions of {@link org.apache.rocketmq.client.MQAdmin}, for producers and consumers alike. */
public final class Questions {
    private static final long TIMEOUT_MILLIS = 6_000;
    private static final long QUERY_TIMEOUT_MILLIS = 24_000;
    private static final long CREATE_TIMEOUT_MILLIS = 5 * TIMEOUT_MILLIS;

    private final ClientInstance instance;
    private final ClientConfig config;

    public Questions(ClientInstance instance, ClientConfig config) {
        this.instance = instance;
        this.config = config;
    }

    public void createTopic(String key, String newTopic, int queueNum, int sysFlag, Map<String, String> attributes)
            throws MQClientException {
        Validators.checkTopic(newTopic);
        Validators.isSystemTopic(newTopic);
        Waiting.getOrClientException(
                new QueueAdmin(instance)
                        .createTopic(
                                key,
                                config.withNamespace(newTopic),
                                queueNum,
                                sysFlag,
                                attributes == null ? Map.of() : attributes),
                CREATE_TIMEOUT_MILLIS,
                "create new topic failed");
    }

    public long searchOffset(MessageQueue mq, long timestamp) throws MQClientException {
        return ask(mq, "searchOffset", new QueueAdmin(instance).offsetByTime(queue(mq), timestamp));
    }

    public long maxOffset(MessageQueue mq) throws MQClientException {
        return ask(mq, "maxOffset", new QueueAdmin(instance).maxOffset(queue(mq)));
    }

    public long minOffset(MessageQueue mq) throws MQClientException {
        return ask(mq, "minOffset", new QueueAdmin(instance).minOffset(queue(mq)));
    }

    public long earliestMsgStoreTime(MessageQueue mq) throws MQClientException {
        return ask(mq, "earliestMsgStoreTime", new QueueAdmin(instance).earliestStoreMillis(queue(mq)));
    }

    public QueryResult queryMessage(String topic, String key, int maxNum, long begin, long end)
            throws MQClientException, InterruptedException {
        return queryMessage(null, topic, key, maxNum, begin, end, null, null);
    }

    /** As above, on the cluster's brokers if one is given, by another kind of key, from where the last answer ended. */
    public QueryResult queryMessage(
            String cluster, String topic, String key, int maxNum, long begin, long end, String keyType, String lastKey)
            throws MQClientException {
        return find(
                cluster,
                new QueryMessageRequest(config.withNamespace(topic), key, maxNum, begin, end, keyType, lastKey, null));
    }

    /** The messages with the id that their sender gave them. */
    public QueryResult queryByUniqueKey(String cluster, String topic, String key, int maxNum, long begin, long end)
            throws MQClientException {
        return find(
                cluster,
                new QueryMessageRequest(config.withNamespace(topic), key, maxNum, begin, end, null, null, true));
    }

    private QueryResult find(String cluster, QueryMessageRequest query) throws MQClientException {
        String via = cluster == null || cluster.isEmpty() ? query.topic() : cluster;
        FoundRecords found = Waiting.getOrClientException(
                new MessageSearch(instance).find(query, via),
                QUERY_TIMEOUT_MILLIS,
                "query message by key " + query.key() + " of topic " + query.topic() + " failed");
        List<MessageExt> messages = new ArrayList<>();
        for (ByteBuffer record : found.records()) {
            messages.add(decode(record));
        }
        return new QueryResult(found.indexedUntilMillis(), messages);
    }

    public MessageExt viewMessage(String topic, String msgId)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        return decode(Waiting.get(
                new MessageSearch(instance).view(config.withNamespace(topic), msgId), QUERY_TIMEOUT_MILLIS));
    }

    private long ask(MessageQueue mq, String what, CompletionStage<Long> answer) throws MQClientException {
        return Waiting.getOrClientException(answer, TIMEOUT_MILLIS, what + " of " + mq + " failed");
    }

    private BrokerQueue queue(MessageQueue mq) {
        return new BrokerQueue(mq.getBrokerName(), mq.getQueueId(), config.withNamespace(mq.getTopic()));
    }

    private MessageExt decode(ByteBuffer record) throws MQClientException {
        MessageExt message = MessageDecoder.clientDecode(record, config.isDecodeReadBody());
        if (message == null) {
            throw new MQClientException("a broker answered with something that is no message", null);
        }
        message.setTopic(config.withoutNamespace(message.getTopic()));
        return message;
    }
}
