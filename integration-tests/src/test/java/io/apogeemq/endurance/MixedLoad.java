package io.apogeemq.endurance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.SendCallback;
import org.apache.rocketmq.client.producer.SendResult;
import org.apache.rocketmq.client.producer.SendStatus;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;
import org.apache.rocketmq.common.message.Message;

/**
 * Single messages and batches to all queues of a few topics, asynchronously, each with a text of its own; remembers where
 * the confirmed ones lie.
 */
final class MixedLoad implements AutoCloseable {
    static final int TOPICS = 4;
    static final int QUEUES_PER_TOPIC = 50;
    private static final int IN_FLIGHT = 64;
    private static final int LARGEST_BATCH = 8;

    private final String topics;
    private final Random random;
    private final Map<String, String> confirmed = new ConcurrentHashMap<>();
    private final AtomicInteger number = new AtomicInteger();
    private final Semaphore room = new Semaphore(IN_FLIGHT);
    private final DefaultMQProducer producer;
    private volatile String lastTrouble = "nothing";

    MixedLoad(String topics, String nameServers, Random random) throws Exception {
        this.topics = topics;
        this.random = random;
        producer = new DefaultMQProducer("mixed-load");
        producer.setNamesrvAddr(nameServers);
        producer.setDefaultTopicQueueNums(QUEUES_PER_TOPIC);
        // a message that is sent again may lie there twice: then the confirmed place is one of two
        producer.setRetryTimesWhenSendFailed(0);
        producer.setRetryTimesWhenSendAsyncFailed(0);
        producer.start();
    }

    /** Where each confirmed message lies, by its text. */
    Map<String, String> confirmed() {
        return Map.copyOf(confirmed);
    }

    /** Sends until so many more are confirmed. */
    void confirmMore(int count) throws InterruptedException {
        int wanted = confirmed.size() + count;
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (confirmed.size() < wanted) {
            long left = deadline - System.nanoTime();
            assertThat(left > 0 && room.tryAcquire(left, TimeUnit.NANOSECONDS))
                    .as("sends are confirmed again; the last that went wrong: %s", lastTrouble)
                    .isTrue();
            send(random.nextInt(4) == 0 ? 1 + random.nextInt(LARGEST_BATCH) : 1);
        }
    }

    private void send(int count) throws InterruptedException {
        String topic = topics + random.nextInt(TOPICS);
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            messages.add(new Message(topic, ("m" + number.incrementAndGet()).getBytes(UTF_8)));
        }
        try {
            if (count == 1) {
                producer.send(messages.get(0), new Outcome(messages));
            } else {
                producer.send(messages, new Outcome(messages));
            }
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            // not sent: the broker is away
            lastTrouble = "not sent: " + e;
            room.release();
        }
    }

    private final class Outcome implements SendCallback {
        private final List<Message> messages;

        Outcome(List<Message> messages) {
            this.messages = messages;
        }

        @Override
        public void onSuccess(SendResult result) {
            if (result.getSendStatus() == SendStatus.SEND_OK) {
                for (int i = 0; i < messages.size(); i++) {
                    confirmed.put(
                            new String(messages.get(i).getBody(), UTF_8),
                            place(
                                    messages.get(i).getTopic(),
                                    result.getMessageQueue().getQueueId(),
                                    result.getQueueOffset() + i));
                }
            } else {
                lastTrouble = result.getSendStatus().toString();
            }
            room.release();
        }

        @Override
        public void onException(Throwable failure) {
            lastTrouble = failure.toString();
            room.release();
        }
    }

    private static String place(String topic, int queueId, long offset) {
        return topic + "/" + queueId + "@" + offset;
    }

    /** Waits for the last answers. */
    void finish() throws InterruptedException {
        assertThat(room.tryAcquire(IN_FLIGHT, 60, TimeUnit.SECONDS))
                .as("every send came to an end")
                .isTrue();
        room.release(IN_FLIGHT);
    }

    @Override
    public void close() {
        producer.shutdown();
    }

    /**
     * All messages with their places, once those are there that must be; fails when two have one place, or one message
     * has two.
     */
    Map<String, String> everything(String nameServers, String group, Map<String, String> required) throws Exception {
        Queue<Map.Entry<String, String>> received = new ConcurrentLinkedQueue<>();
        DefaultMQPushConsumer consumer = new DefaultMQPushConsumer(group);
        consumer.setNamesrvAddr(nameServers);
        consumer.setInstanceName(group);
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        for (int topic = 0; topic < TOPICS; topic++) {
            consumer.subscribe(topics + topic, "*");
        }
        consumer.registerMessageListener((MessageListenerConcurrently) (messages, context) -> {
            messages.forEach(each -> received.add(Map.entry(
                    new String(each.getBody(), UTF_8),
                    place(each.getTopic(), each.getQueueId(), each.getQueueOffset()))));
            return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
        });
        consumer.start();
        try {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> received.stream()
                            .map(Map.Entry::getKey)
                            .collect(Collectors.toSet())
                            .containsAll(required.keySet()));
        } finally {
            consumer.shutdown();
        }
        assertThat(received.stream().map(Map.Entry::getValue).distinct().count())
                .as("places and messages are as many")
                .isEqualTo(received.stream().map(Map.Entry::getKey).distinct().count());
        return received.stream().distinct().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
