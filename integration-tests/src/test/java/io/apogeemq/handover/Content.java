package io.apogeemq.handover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.rocketmq.client.consumer.DefaultMQPullConsumer;
import org.apache.rocketmq.client.consumer.PullResult;
import org.apache.rocketmq.client.consumer.PullStatus;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.common.message.MessageQueue;

/** Reads everything that a broker serves: which message lies where. */
@SuppressWarnings("deprecation") // the consumer that reads a place without joining a group, in every release
final class Content implements AutoCloseable {
    /** What a place shows that the broker does not let clients read. */
    static final String NOT_FOR_CLIENTS = "not for clients";

    private static final int QUEUES = 18;

    private final DefaultMQPullConsumer consumer = new DefaultMQPullConsumer("content");

    Content(String nameServers) throws MQClientException {
        consumer.setNamesrvAddr(nameServers);
        consumer.setInstanceName("content" + System.nanoTime());
        consumer.setPollNameServerInterval(1_000);
        consumer.start();
    }

    /** By place (topic, queue, offset) what lies there. A place that cannot be read shows why. */
    Map<String, String> of(String... topics) throws Exception {
        return tagged("*", topics);
    }

    /** The same of messages with that tag. */
    Map<String, String> tagged(String tag, String... topics) throws Exception {
        // the client learns the broker's address with the route, which a broker that just started has yet to make known
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> !consumer.fetchSubscribeMessageQueues(topics[0]).isEmpty());
        Map<String, String> found = new TreeMap<>();
        for (String topic : topics) {
            for (int queueId = 0; queueId < QUEUES; queueId++) {
                read(new MessageQueue(topic, "broker-a", queueId), tag, found);
            }
        }
        return found;
    }

    private void read(MessageQueue queue, String tag, Map<String, String> found) throws Exception {
        long max = consumer.maxOffset(queue);
        long offset = max == 0 ? 0 : consumer.minOffset(queue);
        while (offset < max) {
            PullResult result;
            try {
                result = consumer.pull(queue, tag, offset, 32);
            } catch (MQBrokerException e) {
                // 4.x has no such topic for clients, only its queue
                found.put(place(queue, offset), NOT_FOR_CLIENTS + " (" + e.getResponseCode() + "), up to " + max);
                return;
            }
            if (result.getPullStatus() == PullStatus.NO_MATCHED_MSG) {
                offset = result.getNextBeginOffset();
                continue;
            }
            if (result.getMsgFoundList() == null) {
                found.put(place(queue, offset), result.toString());
                return;
            }
            for (MessageExt each : result.getMsgFoundList()) {
                found.put(
                        place(queue, each.getQueueOffset()),
                        "at %d: %s, stored %d, tags %s, keys %s, delay %s, %s bytes %s"
                                .formatted(
                                        each.getCommitLogOffset(),
                                        each.getMsgId(),
                                        each.getStoreTimestamp(),
                                        each.getTags(),
                                        each.getKeys(),
                                        each.getProperty("DELAY"),
                                        each.getBody().length,
                                        new String(each.getBody(), 0, Math.min(30, each.getBody().length), UTF_8)));
            }
            offset = result.getNextBeginOffset();
        }
    }

    /** The places of the messages that the key index finds. */
    Set<String> ofKey(String topic, String key) throws Exception {
        Set<String> found = new TreeSet<>();
        try {
            for (MessageExt each :
                    consumer.queryMessage(topic, key, 64, 0, Long.MAX_VALUE).getMessageList()) {
                found.add(place(new MessageQueue(topic, "broker-a", each.getQueueId()), each.getQueueOffset()));
            }
        } catch (MQClientException e) {
            // which is how it says that there is none
        }
        return found;
    }

    private static String place(MessageQueue queue, long offset) {
        return "%s/%d@%05d".formatted(queue.getTopic(), queue.getQueueId(), offset);
    }

    @Override
    public void close() {
        consumer.shutdown();
    }
}
