package io.apogeemq.interop;

import static io.apogeemq.interop.Clients.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apogeemq.nodes.Cluster;
import io.apogeemq.nodes.Places;
import java.util.HashSet;
import java.util.Set;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.SendStatus;
import org.junit.jupiter.api.Test;

/** Programs that say setUseTLS, and servers that take nobody else. */
class TlsIT {
    private static final int COUNT = 200;

    @Test
    void with_tls_enforced_clients_with_tls_send_and_consume_and_others_get_nothing() throws Exception {
        try (Cluster cluster = new Cluster(Places.empty("tls"), 1)
                        .brokerSetting("tls.server.mode", "ENFORCING")
                        .nameServerSetting("tls.server.mode", "ENFORCING")
                        .start();
                Clients clients = new Clients(cluster.nameServerAddresses())) {
            String topic = clients.own("Secret");
            DefaultMQProducer producer = clients.newProducer();
            producer.setUseTLS(true);
            producer.start();
            Set<String> sent = new HashSet<>();
            for (int i = 0; i < COUNT; i++) {
                String body = "message " + i + "x".repeat(i * 50);
                assertThat(producer.send(message(topic, body)).getSendStatus()).isEqualTo(SendStatus.SEND_OK);
                sent.add(body);
            }
            Inbox inbox = new Inbox();
            DefaultMQPushConsumer consumer = clients.consumer("readers");
            consumer.setUseTLS(true);
            consumer.subscribe(topic, "*");
            consumer.registerMessageListener(inbox.concurrently());
            consumer.start();
            inbox.awaitBodies(sent);

            DefaultMQProducer plain = clients.newProducer();
            plain.setSendMsgTimeout(2_000);
            plain.start();
            // each client fails in its own way
            assertThatThrownBy(() -> plain.send(message(topic, "in the clear"))).isInstanceOf(Exception.class);
        }
    }
}
