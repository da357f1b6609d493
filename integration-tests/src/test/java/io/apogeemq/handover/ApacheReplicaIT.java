package io.apogeemq.handover;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.nodes.LogFiles;
import io.apogeemq.nodes.Node;
import io.apogeemq.nodes.Places;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.SendResult;
import org.apache.rocketmq.client.producer.SendStatus;
import org.apache.rocketmq.common.message.Message;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Our slave behind Apache's master, and Apache's slave behind ours. */
@EnabledIf("isApache5Here")
class ApacheReplicaIT {
    private static final String TOPIC = "Replicated";

    static boolean isApache5Here() {
        return Directory.isApacheHere() && !Directory.isApache4();
    }

    private static DefaultMQProducer producer(Pair pair) throws Exception {
        DefaultMQProducer producer = new DefaultMQProducer("replicated");
        producer.setNamesrvAddr(pair.nameServers());
        producer.setSendMsgTimeout(10_000);
        producer.start();
        return producer;
    }

    /** Sends so many of some two KiB; returns with which results. */
    private static Set<SendStatus> send(DefaultMQProducer producer, String what, int count) {
        Set<SendStatus> results = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            byte[] body = (what + " " + i + "x".repeat(2000)).getBytes(StandardCharsets.UTF_8);
            results.add(sendOne(producer, new Message(TOPIC, "tag" + i % 3, "key" + i, body)));
        }
        return results;
    }

    private static SendStatus sendOne(DefaultMQProducer producer, Message message) {
        return Awaitility.await()
                .ignoreExceptions()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .pollDelay(Duration.ZERO)
                .until(
                        () -> {
                            SendResult result = producer.send(message);
                            return result.getSendStatus();
                        },
                        status -> status != null);
    }

    @Test
    void our_slave_follows_apaches_master_from_its_first_message_on() throws Exception {
        try (Pair pair = new Pair(Places.empty("apaches-master"));
                Node master = pair.apache("master", "ASYNC_MASTER", 0);
                Node slave = pair.ours("slave", "SLAVE", 1)) {
            master.start().awaitBoot();
            DefaultMQProducer producer = producer(pair);
            // several files: Apache's own slave would get the last one only
            send(producer, "before the slave", 1500);
            slave.start().awaitBoot();
            send(producer, "beside the slave", 300);
            LogFiles.awaitSame(pair.store("master"), pair.store("slave"));

            slave.kill();
            send(producer, "while it was away", 700);
            slave.start().awaitBoot();
            LogFiles.awaitSame(pair.store("master"), pair.store("slave"));

            master.close();
            master.start().awaitBoot();
            send(producer, "after the master was away", 300);
            LogFiles.awaitSame(pair.store("master"), pair.store("slave"));
            producer.shutdown();
        }
    }

    @Test
    void apaches_slave_follows_our_master() throws Exception {
        try (Pair pair = new Pair(Places.empty("our-master"));
                Node master = pair.ours("master", "SYNC_MASTER", 0);
                Node slave = pair.apache("slave", "SLAVE", 1)) {
            master.start().awaitBoot();
            DefaultMQProducer producer = producer(pair);
            assertThat(send(producer, "before the slave", 1500)).containsOnly(SendStatus.SLAVE_NOT_AVAILABLE);
            slave.start().awaitBoot();
            LogFiles.awaitSame(pair.store("master"), pair.store("slave"));
            assertThat(send(producer, "beside the slave", 300)).containsOnly(SendStatus.SEND_OK);

            slave.kill();
            send(producer, "while it was away", 20);
            slave.start().awaitBoot();
            LogFiles.awaitSame(pair.store("master"), pair.store("slave"));

            master.kill();
            master.start().awaitBoot();
            send(producer, "after the master was away", 20);
            LogFiles.awaitSame(pair.store("master"), pair.store("slave"));
            producer.shutdown();
        }
    }
}
