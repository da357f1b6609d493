package io.apogeemq.handover;

import io.apogeemq.nodes.Node;
import io.apogeemq.nodes.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A master and a slave of one name, one of them Apache's, and a NameServer. */
final class Pair implements AutoCloseable {
    private static final String BROKER = "org.apache.rocketmq.broker.BrokerStartup";

    private final Path place;
    private final String nameServerAddress;
    private final Node nameServer;
    private final int masterPort = Ports.free();
    private final int slavePort = Ports.free();

    Pair(Path place) {
        this.place = place;
        int port = Ports.free();
        nameServerAddress = "127.0.0.1:" + port;
        Path names = place.resolve("namesrv");
        nameServer = new Node("mqnamesrv", names)
                .configuration(Map.of(
                        "listenPort", String.valueOf(port),
                        "kvConfigPath", names.resolve("kvConfig.json").toString()))
                .start()
                .awaitBoot();
    }

    String nameServers() {
        return nameServerAddress;
    }

    Path store(String name) {
        return place.resolve("store-" + name);
    }

    /** Not started yet. */
    Node apache(String name, String role, int id) {
        Path home = place.resolve(name);
        Node apache = Node.ofClass(
                        "apache",
                        home,
                        BROKER,
                        "-Xmx256m",
                        "-XX:MaxDirectMemorySize=256m",
                        "-XX:TieredStopAtLevel=1",
                        "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                        "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                        "--add-opens=java.base/java.nio=ALL-UNNAMED",
                        "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
                        "--add-opens=java.base/jdk.internal.ref=ALL-UNNAMED",
                        "-Duser.home=" + home)
                .environment("ROCKETMQ_HOME", home.toString());
        try {
            Files.createDirectories(home.resolve("conf"));
            Files.writeString(home.resolve("conf/logback_broker.xml"), "<configuration/>");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return apache.configuration(settings(name, role, id));
    }

    /** Not started yet. */
    Node ours(String name, String role, int id) {
        return new Node("mqbroker", place.resolve(name)).configuration(settings(name, role, id));
    }

    private Map<String, String> settings(String name, String role, int id) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("brokerClusterName", "TestCluster");
        settings.put("brokerName", "broker-a");
        settings.put("brokerId", String.valueOf(id));
        settings.put("brokerRole", role);
        settings.put("brokerIP1", "127.0.0.1");
        settings.put("brokerIP2", "127.0.0.1");
        settings.put("listenPort", String.valueOf(id == 0 ? masterPort : slavePort));
        settings.put("haListenPort", String.valueOf((id == 0 ? masterPort : slavePort) + 1));
        settings.put("namesrvAddr", nameServerAddress);
        settings.put("storePathRootDir", store(name).toString());
        settings.put("mappedFileSizeCommitLog", String.valueOf(1 << 20));
        settings.put("mappedFileSizeConsumeQueue", "2000");
        settings.put("maxHashSlotNum", "1000");
        settings.put("maxIndexNum", "4000");
        settings.put("diskMaxUsedSpaceRatio", "95");
        return settings;
    }

    @Override
    public void close() {
        nameServer.close();
    }
}
