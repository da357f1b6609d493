package io.apogeemq.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.ConsumeOrderlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.consumer.listener.MessageListenerOrderly;
import org.apache.rocketmq.common.message.MessageExt;

/** Keeps what a consumer received. */
final class Inbox {
    /** Longer than any client takes until it asks for routes, or shares queues, once more. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<MessageExt> received = new CopyOnWriteArrayList<>();

    MessageListenerConcurrently concurrently() {
        return (messages, context) -> {
            received.addAll(messages);
            return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
        };
    }

    MessageListenerOrderly orderly() {
        return (messages, context) -> {
            received.addAll(messages);
            return ConsumeOrderlyStatus.SUCCESS;
        };
    }

    List<MessageExt> received() {
        return received;
    }

    static String body(MessageExt message) {
        return new String(message.getBody(), UTF_8);
    }

    /** The texts received, without those received twice: delivery is at least once. */
    Set<String> bodies() {
        return received.stream().map(Inbox::body).collect(Collectors.toSet());
    }

    /** The texts by queue, in the order received. */
    Map<Integer, List<String>> bodiesByQueue() {
        return received.stream()
                .collect(Collectors.groupingBy(
                        MessageExt::getQueueId, TreeMap::new, Collectors.mapping(Inbox::body, Collectors.toList())));
    }

    void awaitBodies(Collection<String> expected) {
        await().atMost(PATIENCE).until(() -> bodies().containsAll(expected));
        assertThat(bodies()).containsExactlyInAnyOrderElementsOf(expected);
    }

    void awaitAny() {
        await().atMost(PATIENCE).until(() -> !received.isEmpty());
    }
}
