package io.apogeemq.interop;

import static io.apogeemq.interop.Clients.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.apogeemq.nodes.Cluster;
import io.apogeemq.nodes.Places;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.SendResult;
import org.apache.rocketmq.client.producer.SendStatus;
import org.apache.rocketmq.common.message.MessageExt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestartIT {

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
