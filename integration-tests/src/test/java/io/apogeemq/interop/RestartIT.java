package io.apogeemq.interop;

import static io.apogeemq.interop.Clients.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.apogeemq.nodes.Cluster;
import io.apogeemq.nodes.Places;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.SendResult;
import org.apache.rocketmq.client.producer.SendStatus;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestartIT {
    private static final int BACKLOG = 40_000;
    private static final int BATCH = 100;
    private static final int RESTARTS = 4;

    @ParameterizedTest
    @CsvSource({"stopped, ASYNC_FLUSH", "killed, SYNC_FLUSH"})
    void nothing_confirmed_is_lost_when_the_broker_is(String how, String flush) throws Exception {
        try (Cluster cluster = new Cluster(Places.empty("restart-" + how), 1)
                        .brokerSetting("flushDiskType", flush)
                        .start();
                Clients clients = new Clients(cluster.nameServerAddresses())) {
            String topic = clients.own("Restart");
            DefaultMQProducer producer = clients.producer();
            Map<String, String> placeByBody = new LinkedHashMap<>();
            send(producer, topic, "before", placeByBody);

            if (how.equals("killed")) {
                cluster.broker().kill();
            } else {
                cluster.broker().stop();
            }
            cluster.startBroker();
            send(producer, topic, "after", placeByBody);

            Inbox inbox = new Inbox();
            consume(clients, topic, inbox);
            inbox.awaitBodies(placeByBody.keySet());
            assertThat(inbox.received().stream()
                            .collect(Collectors.toMap(Inbox::body, RestartIT::place, (one, again) -> one)))
                    .containsExactlyInAnyOrderEntriesOf(placeByBody);
        }
    }

    @Test
    void clients_go_on_by_themselves_when_the_broker_comes_back() throws Exception {
        try (Cluster cluster = new Cluster(Places.empty("comes-back"), 1).start();
                Clients clients = new Clients(cluster.nameServerAddresses())) {
            String topic = clients.own("ComesBack");
            DefaultMQProducer producer = clients.producer();
            Map<String, String> placeByBody = new LinkedHashMap<>();
            send(producer, topic, "before", placeByBody);
            Inbox inbox = new Inbox();
            consume(clients, topic, inbox);
            inbox.awaitBodies(placeByBody.keySet());

            cluster.broker().stop();
            cluster.startBroker();
            send(producer, topic, "after", placeByBody);

            inbox.awaitBodies(placeByBody.keySet());
        }
    }

    /** They pull back to back, also in the moment in which the broker goes: whatever it says then must move no offset. */
    @Test
    void consumers_with_a_backlog_pass_over_nothing_when_the_broker_stops_in_order() throws Exception {
        try (Cluster cluster = new Cluster(Places.empty("backlog"), 1).start();
                Clients clients = new Clients(cluster.nameServerAddresses())) {
            String topic = clients.own("Backlog");
            DefaultMQProducer producer = clients.producer();
            Set<String> sent = new HashSet<>();
            for (int batch = 0; batch < BACKLOG / BATCH; batch++) {
                List<Message> messages = new ArrayList<>();
                for (int i = 0; i < BATCH; i++) {
                    String body = "message " + (batch * BATCH + i);
                    messages.add(message(topic, body));
                    sent.add(body);
                }
                assertThat(producer.send(messages).getSendStatus()).isEqualTo(SendStatus.SEND_OK);
            }
            Set<String> consumed = ConcurrentHashMap.newKeySet();
            for (int member = 0; member < 2; member++) {
                DefaultMQPushConsumer consumer = clients.consumer("group");
                consumer.setPullBatchSize(4);
                consumer.subscribe(topic, "*");
                consumer.registerMessageListener((MessageListenerConcurrently) (messages, context) -> {
                    messages.forEach(each -> consumed.add(Inbox.body(each)));
                    return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
                });
                consumer.start();
            }
            for (int restart = 0; restart < RESTARTS; restart++) {
                int before = consumed.size();
                await().pollInterval(Duration.ofMillis(2))
                        .atMost(Duration.ofSeconds(90))
                        .until(() -> consumed.size() > before || consumed.size() == BACKLOG);
                assertThat(cluster.broker().stop()).isZero();
                cluster.startBroker();
            }
            await().atMost(Duration.ofSeconds(90))
                    .untilAsserted(() -> assertThat(BACKLOG - consumed.size())
                            .as("not consumed")
                            .isZero());
            assertThat(consumed).isEqualTo(sent);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void one_of_two_name_servers_may_die(int dead) throws Exception {
        try (Cluster cluster = new Cluster(Places.empty("name-server-" + dead), 2).start();
                Clients clients = new Clients(cluster.nameServerAddresses())) {
            String topic = clients.own("NameServers");
            DefaultMQProducer producer = clients.producer();
            Map<String, String> placeByBody = new LinkedHashMap<>();
            send(producer, topic, "before", placeByBody);
            Inbox inbox = new Inbox();
            consume(clients, topic, inbox);
            inbox.awaitBodies(placeByBody.keySet());

            cluster.nameServer(dead).kill();
            send(producer, topic, "after", placeByBody);
            // a topic that nobody has a route of yet
            send(producer, clients.own("NameServersNew"), "new", new LinkedHashMap<>());

            inbox.awaitBodies(placeByBody.keySet());
            cluster.nameServer(dead).start().awaitBoot();
            awaitRegistration(cluster);
        }
    }

    /** A NameServer that was away knows the broker again when the broker has registered once more: at most 30 s. */
    private static void awaitRegistration(Cluster cluster) {
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
            for (String address : cluster.nameServerAddresses().split(";")) {
                try (Clients clients = new Clients(address)) {
                    clients.producer().send(message(clients.own("Registered"), "is the broker known?"));
                }
            }
            return true;
        });
    }

    /** Sends some messages until each is confirmed: a broker that was away refuses, or is not found, for a moment. */
    private static void send(DefaultMQProducer producer, String topic, String prefix, Map<String, String> placeByBody) {
        for (int number = 0; number < 100; number++) {
            String body = prefix + number;
            await().pollDelay(Duration.ZERO)
                    .atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .until(() -> {
                        SendResult result = producer.send(message(topic, body));
                        if (result.getSendStatus() != SendStatus.SEND_OK) {
                            return false;
                        }
                        placeByBody.put(body, result.getMessageQueue().getQueueId() + "@" + result.getQueueOffset());
                        return true;
                    });
        }
    }

    private static String place(MessageExt message) {
        return message.getQueueId() + "@" + message.getQueueOffset();
    }

    private static void consume(Clients clients, String topic, Inbox inbox) throws Exception {
        DefaultMQPushConsumer consumer = clients.consumer("group");
        consumer.subscribe(topic, "*");
        consumer.registerMessageListener(inbox.concurrently());
        consumer.start();
    }
}
