package io.apogeemq.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.apogeemq.nodes.Cluster;
import io.apogeemq.nodes.Places;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeOrderlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerOrderly;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.SendCallback;
import org.apache.rocketmq.client.producer.SendResult;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ManyMessagesIT {
    private static final int COUNT = 200_000;
    private static final int LENGTH = 1024;
    private static final int IN_FLIGHT = 1000;
    private static final String TOPIC = "Many";

    private final boolean[] arrived = new boolean[COUNT];
    private final AtomicInteger arrivedCount = new AtomicInteger();
    private final Map<Integer, Long> nextOffset = new ConcurrentHashMap<>();
    private final AtomicReference<String> disorder = new AtomicReference<>();

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void all_arrive_and_each_queue_in_order() throws Exception {
        try (Cluster cluster = new Cluster(Places.empty("many"), 1).start()) {
            DefaultMQProducer producer = new DefaultMQProducer("many");
            producer.setNamesrvAddr(cluster.nameServerAddresses());
            producer.start();
            producer.send(numbered(0));
            List<DefaultMQPushConsumer> consumers = new ArrayList<>();
            for (int index = 0; index < 2; index++) {
                consumers.add(consumer(cluster, index));
            }

            sendTheRest(producer);

            await().atMost(Duration.ofMinutes(2)).until(() -> arrivedCount.get() == COUNT || disorder.get() != null);
            assertThat(disorder.get()).isNull();
            consumers.forEach(DefaultMQPushConsumer::shutdown);
            producer.shutdown();
        }
    }

    private static void sendTheRest(DefaultMQProducer producer) throws Exception {
        Semaphore room = new Semaphore(IN_FLIGHT);
        AtomicReference<Throwable> failed = new AtomicReference<>();
        for (int number = 1; number < COUNT; number++) {
            room.acquire();
            producer.send(numbered(number), new SendCallback() {
                @Override
                public void onSuccess(SendResult result) {
                    room.release();
                }

                @Override
                public void onException(Throwable failure) {
                    failed.set(failure);
                    room.release();
                }
            });
        }
        assertThat(room.tryAcquire(IN_FLIGHT, 60, TimeUnit.SECONDS))
                .as("every send came to an end")
                .isTrue();
        assertThat(failed.get()).isNull();
    }

    private static Message numbered(int number) {
        return new Message(TOPIC, ByteBuffer.allocate(LENGTH).putInt(number).array());
    }

    private DefaultMQPushConsumer consumer(Cluster cluster, int index) throws Exception {
        DefaultMQPushConsumer consumer = new DefaultMQPushConsumer("readers");
        consumer.setNamesrvAddr(cluster.nameServerAddresses());
        consumer.setInstanceName("reader-" + index);
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        consumer.subscribe(TOPIC, "*");
        consumer.registerMessageListener((MessageListenerOrderly) (messages, context) -> {
            messages.forEach(this::arrive);
            return ConsumeOrderlyStatus.SUCCESS;
        });
        consumer.start();
        return consumer;
    }

    /** A queue has one reader at a time; a new one may begin again at what was not yet committed, but skips nothing. */
    private void arrive(MessageExt message) {
        long offset = message.getQueueOffset();
        nextOffset.compute(message.getQueueId(), (queue, next) -> {
            long due = next == null ? 0 : next;
            if (offset > due) {
                disorder.set("queue " + queue + ": offset " + offset + " came when " + due + " was due");
            }
            return Math.max(due, offset + 1);
        });
        int number = ByteBuffer.wrap(message.getBody()).getInt();
        synchronized (arrived) {
            if (!arrived[number]) {
                arrived[number] = true;
                arrivedCount.incrementAndGet();
            }
        }
    }
}
