package io.apogeemq.endurance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.apogeemq.nodes.Cluster;
import io.apogeemq.nodes.Places;
import java.time.Duration;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class KillsIT {
    private static final int KILLS = 20;
    private static final int IN_FLIGHT = 64;
    private static final String TOPIC = "Kills";

    /** Where each confirmed message lies, by its text. */
    private final Map<String, String> confirmed = new ConcurrentHashMap<>();

    private final AtomicInteger number = new AtomicInteger();
    private final Semaphore room = new Semaphore(IN_FLIGHT);

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void whatever_was_confirmed_under_sync_flush_is_there_once_at_its_offset_after_every_kill() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        try (Cluster cluster = new Cluster(Places.empty("kills"), 1)
                .brokerSetting("flushDiskType", "SYNC_FLUSH")
                .brokerSetting("mappedFileSizeCommitLog", String.valueOf(4 << 20))
                .start()) {
            DefaultMQProducer producer = producer(cluster);
            for (int kill = 1; kill <= KILLS; kill++) {
                int before = confirmed.size();
                int wanted = 1 + random.nextInt(400);
                sendUntilConfirmed(producer, before + wanted);
                cluster.broker().kill();
                cluster.startBroker();
            }
            sendUntilConfirmed(producer, confirmed.size() + 1);
            assertThat(room.tryAcquire(IN_FLIGHT, 60, TimeUnit.SECONDS))
                    .as("every send came to an end")
                    .isTrue();
            producer.shutdown();

            assertThat(everything(cluster)).as("seed " + seed).containsAllEntriesOf(confirmed);
        }
    }

    private DefaultMQProducer producer(Cluster cluster) throws Exception {
        DefaultMQProducer producer = new DefaultMQProducer("kills");
        producer.setNamesrvAddr(cluster.nameServerAddresses());
        // a message that is sent again may lie there twice: then the confirmed place is one of two
        producer.setRetryTimesWhenSendFailed(0);
        producer.setRetryTimesWhenSendAsyncFailed(0);
        producer.start();
        return producer;
    }

    private void sendUntilConfirmed(DefaultMQProducer producer, int count) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (confirmed.size() < count) {
            assertThat(System.nanoTime()).as("sends are confirmed again").isLessThan(deadline);
            room.acquire();
            String body = "m" + number.incrementAndGet();
            try {
                producer.send(new Message(TOPIC, body.getBytes(UTF_8)), new SendCallback() {
                    @Override
                    public void onSuccess(SendResult result) {
                        if (result.getSendStatus() == SendStatus.SEND_OK) {
                            confirmed.put(body, result.getMessageQueue().getQueueId() + "@" + result.getQueueOffset());
                        }
                        room.release();
                    }

                    @Override
                    public void onException(Throwable failure) {
                        room.release();
                    }
                });
            } catch (Exception e) {
                // not sent: the broker is away
                room.release();
            }
        }
    }

    /** All messages with their places; fails when two have one place, or one message has two. */
    private Map<String, String> everything(Cluster cluster) throws Exception {
        Queue<Map.Entry<String, String>> received = new ConcurrentLinkedQueue<>();
        DefaultMQPushConsumer consumer = new DefaultMQPushConsumer("readers");
        consumer.setNamesrvAddr(cluster.nameServerAddresses());
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        consumer.subscribe(TOPIC, "*");
        consumer.registerMessageListener((MessageListenerConcurrently) (messages, context) -> {
            messages.forEach(each -> received.add(
                    Map.entry(new String(each.getBody(), UTF_8), each.getQueueId() + "@" + each.getQueueOffset())));
            return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
        });
        consumer.start();
        try {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> received.stream()
                            .map(Map.Entry::getKey)
                            .collect(Collectors.toSet())
                            .containsAll(confirmed.keySet()));
        } finally {
            consumer.shutdown();
        }
        assertThat(received.stream().map(Map.Entry::getValue).distinct().count())
                .as("places and messages are as many")
                .isEqualTo(received.stream().map(Map.Entry::getKey).distinct().count());
        return received.stream().distinct().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
