package io.apogeemq.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.apogeemq.nodes.LogFiles;
import io.apogeemq.nodes.Node;
import io.apogeemq.nodes.Places;
import io.apogeemq.nodes.Ports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.SendStatus;
import org.apache.rocketmq.common.message.Message;
import org.junit.jupiter.api.Test;

/** The master and the slave of the files in conf/2m-2s-sync, with places and ports of their own. */
class ReplicasIT {
    private final Path place = Places.empty("replicas");
    private final int namePort = Ports.free();
    private final int masterPort = Ports.free();
    private final int slavePort = Ports.free();

    private Node broker(String name) {
        return new Node("mqbroker", place.resolve(name));
    }

    private Path store(String name) {
        return place.resolve(name).resolve("store");
    }

    /** The shipped file, and what two brokers on one machine need. */
    private Map<String, String> shipped(String file, String name, int port) throws IOException {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String line :
                Files.readAllLines(Node.home().resolve("conf/2m-2s-sync").resolve(file))) {
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("#")) {
                settings.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        settings.put("namesrvAddr", "127.0.0.1:" + namePort);
        settings.put("brokerIP1", "127.0.0.1");
        settings.put("brokerIP2", "127.0.0.1");
        settings.put("listenPort", String.valueOf(port));
        settings.put("storePathRootDir", store(name).toString());
        settings.put("mappedFileSizeCommitLog", String.valueOf(1 << 20));
        settings.put("diskMaxUsedSpaceRatio", "95");
        settings.put("drainMostMillis", "0");
        return settings;
    }

    private DefaultMQProducer producer() throws Exception {
        DefaultMQProducer producer = new DefaultMQProducer("replicas");
        producer.setNamesrvAddr("127.0.0.1:" + namePort);
        producer.setSendMsgTimeout(10_000);
        producer.start();
        return producer;
    }

    private static Map<SendStatus, Integer> send(DefaultMQProducer producer, String what, int count) {
        Map<SendStatus, Integer> results = new EnumMap<>(SendStatus.class);
        for (int i = 0; i < count; i++) {
            byte[] body = (what + " " + i + "x".repeat(2000)).getBytes(StandardCharsets.UTF_8);
            Message message = new Message("Replicated", "tag", "key" + i, body);
            SendStatus status = await().ignoreExceptions()
                    .atMost(Duration.ofSeconds(60))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> producer.send(message).getSendStatus(), sent -> sent != null);
            results.merge(status, 1, Integer::sum);
        }
        return results;
    }

    private static List<Path> cuts(Path store) throws IOException {
        try (Stream<Path> files = Files.list(store.resolve("apogee"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("cut-"))
                    .toList();
        }
    }

    @Test
    void the_shipped_pair_replicates_through_kills_and_changes_places() throws Exception {
        Map<String, String> ofMaster = shipped("broker-a.properties", "a", masterPort);
        Map<String, String> ofSlave = shipped("broker-a-s.properties", "a-s", slavePort);
        try (Node names = new Node("mqnamesrv", place.resolve("names"))
                        .configuration(Map.of(
                                "listenPort",
                                String.valueOf(namePort),
                                "kvConfigPath",
                                place.resolve("names/kvConfig.json").toString()));
                Node a = broker("a");
                Node b = broker("a-s")) {
            names.start().awaitBoot();
            a.configuration(ofMaster).start().awaitBoot();
            DefaultMQProducer producer = producer();
            assertThat(send(producer, "alone", 600)).containsOnlyKeys(SendStatus.SLAVE_NOT_AVAILABLE);
            b.configuration(ofSlave).start().awaitBoot();
            LogFiles.awaitSame(store("a"), store("a-s"));
            assertThat(send(producer, "with a slave", 600)).containsOnlyKeys(SendStatus.SEND_OK);

            b.kill();
            assertThat(send(producer, "the slave is dead", 20)).doesNotContainKey(SendStatus.SEND_OK);
            b.start().awaitBoot();
            LogFiles.awaitSame(store("a"), store("a-s"));
            a.kill();
            a.start().awaitBoot();
            send(producer, "the master was dead", 20);
            LogFiles.awaitSame(store("a"), store("a-s"));

            // the slave takes the master's place, and what the old one alone has is put aside when it follows
            b.kill();
            send(producer, "the old master alone has it", 20);
            a.kill();
            ofSlave.put("brokerRole", "SYNC_MASTER");
            ofSlave.put("brokerId", "0");
            b.configuration(ofSlave).start().awaitBoot();
            send(producer, "the new master has it", 30);
            ofMaster.put("brokerRole", "SLAVE");
            ofMaster.put("brokerId", "1");
            a.configuration(ofMaster).start().awaitBoot();
            LogFiles.awaitSame(store("a"), store("a-s"));
            assertThat(cuts(store("a"))).hasSize(1);
            assertThat(cuts(store("a-s"))).isEmpty();
            assertThat(send(producer, "with the old master behind it", 100)).containsKey(SendStatus.SEND_OK);
            LogFiles.awaitSame(store("a"), store("a-s"));
            assertThat(a.stop()).isZero();
            assertThat(b.stop()).isZero();
            producer.shutdown();
        }
    }
}
