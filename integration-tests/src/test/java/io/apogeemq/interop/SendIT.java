package io.apogeemq.interop;

import static io.apogeemq.interop.Clients.message;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apogeemq.nodes.Cluster;
import io.apogeemq.nodes.SharedCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.SendCallback;
import org.apache.rocketmq.client.producer.SendResult;
import org.apache.rocketmq.client.producer.SendStatus;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.common.message.MessageQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedCluster.class)
class SendIT {
    private Clients clients;
    private DefaultMQProducer producer;
    private String topic;

    @BeforeEach
    void connect(Cluster cluster) throws Exception {
        clients = new Clients(cluster.nameServerAddresses());
        producer = clients.producer();
        topic = clients.own("Send");
    }

    @AfterEach
    void disconnect() {
        clients.close();
    }

    @Test
    void a_sent_message_is_confirmed_with_its_place_and_arrives_whole() throws Exception {
        Message sent = new Message(topic, "paid", "order-7 order-8", "你好，订单".getBytes(UTF_8));
        sent.putUserProperty("amount", "12.50");

        SendResult result = producer.send(sent);

        assertThat(result.getSendStatus()).isEqualTo(SendStatus.SEND_OK);
        assertThat(result.getMessageQueue().getTopic()).isEqualTo(topic);
        assertThat(result.getMessageQueue().getBrokerName()).isEqualTo("broker-a");
        assertThat(result.getQueueOffset()).isZero();
        assertThat(result.getMsgId()).isNotBlank();
        assertThat(result.getOffsetMsgId()).hasSize(32); // an IPv4 address, as the broker is told to have one
        MessageExt received = consumeAll(1).get(0);
        assertThat(received.getTopic()).isEqualTo(topic);
        assertThat(received.getTags()).isEqualTo("paid");
        assertThat(received.getKeys()).isEqualTo("order-7 order-8");
        assertThat(received.getUserProperty("amount")).isEqualTo("12.50");
        assertThat(received.getBody()).isEqualTo("你好，订单".getBytes(UTF_8));
        assertThat(received.getMsgId()).isEqualTo(result.getMsgId());
        assertThat(received.getQueueId()).isEqualTo(result.getMessageQueue().getQueueId());
        assertThat(received.getQueueOffset()).isEqualTo(result.getQueueOffset());
        assertThat(received.getReconsumeTimes()).isZero();
    }

    @Test
    void messages_of_one_queue_get_neighbouring_offsets() throws Exception {
        producer.send(message(topic, "creates the topic"));
        MessageQueue queue = producer.fetchPublishMessageQueues(topic).get(0);
        long first = producer.send(message(topic, "0"), queue).getQueueOffset();

        for (int number = 1; number <= 20; number++) {
            assertThat(producer.send(message(topic, "" + number), queue).getQueueOffset())
                    .isEqualTo(first + number);
        }
    }

    @Test
    void asynchronous_sends_call_back() throws Exception {
        List<CompletableFuture<SendResult>> results = new ArrayList<>();
        for (int number = 0; number < 100; number++) {
            CompletableFuture<SendResult> result = new CompletableFuture<>();
            results.add(result);
            producer.send(message(topic, "m" + number), new SendCallback() {
                @Override
                public void onSuccess(SendResult sent) {
                    result.complete(sent);
                }

                @Override
                public void onException(Throwable failure) {
                    result.completeExceptionally(failure);
                }
            });
        }

        for (CompletableFuture<SendResult> result : results) {
            assertThat(result.get(30, TimeUnit.SECONDS).getSendStatus()).isEqualTo(SendStatus.SEND_OK);
        }
        assertThat(results.stream().map(result -> result.join().getMsgId())).doesNotHaveDuplicates();
        consumeAll(100);
    }

    @Test
    void messages_sent_one_way_arrive() throws Exception {
        for (int number = 0; number < 20; number++) {
            producer.sendOneway(message(topic, "m" + number));
        }

        consumeAll(20);
    }

    @Test
    void a_batch_is_confirmed_as_one_and_arrives_one_by_one() throws Exception {
        List<Message> batch = IntStream.range(0, 10)
                .mapToObj(number -> message(topic, "m" + number))
                .toList();

        SendResult result = producer.send(batch);

        assertThat(result.getSendStatus()).isEqualTo(SendStatus.SEND_OK);
        assertThat(result.getMsgId().split(",")).hasSize(10);
        List<MessageExt> received = consumeAll(10);
        assertThat(received.stream().map(MessageExt::getQueueId).distinct()).hasSize(1);
        assertThat(received.stream().map(MessageExt::getQueueOffset).sorted())
                .containsExactlyElementsOf(IntStream.range(0, 10)
                        .mapToObj(number -> result.getQueueOffset() + number)
                        .toList());
    }

    @Test
    void a_selector_chooses_the_queue() throws Exception {
        producer.send(message(topic, "creates the topic"));
        int queueCount = producer.fetchPublishMessageQueues(topic).size();

        for (long order = 0; order < 12; order++) {
            SendResult result = producer.send(
                    message(topic, "order " + order),
                    (queues, message, argument) -> queues.get((int) ((long) argument % queues.size())),
                    order);

            assertThat(result.getMessageQueue().getQueueId()).isEqualTo((int) (order % queueCount));
        }
    }

    @Test
    void a_body_above_the_limit_is_refused() {
        producer.setMaxMessageSize(100);

        assertThatThrownBy(() -> producer.send(new Message(topic, new byte[101])))
                .isInstanceOf(MQClientException.class);
    }

    @Test
    void a_large_message_arrives_whole() throws Exception {
        byte[] body = new byte[3 << 20];
        for (int index = 0; index < body.length; index++) {
            body[index] = (byte) (index * 31);
        }

        producer.send(new Message(topic, body));

        assertThat(consumeAll(1).get(0).getBody()).isEqualTo(body);
    }

    /** All that is in the topic, which are as many as told. */
    private List<MessageExt> consumeAll(int count) throws Exception {
        Inbox inbox = new Inbox();
        DefaultMQPushConsumer consumer = clients.consumer("readers");
        consumer.subscribe(topic, "*");
        consumer.registerMessageListener(inbox.concurrently());
        consumer.start();
        org.awaitility.Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> inbox.received().size() >= count);
        assertThat(inbox.received()).hasSize(count);
        return inbox.received();
    }
}
