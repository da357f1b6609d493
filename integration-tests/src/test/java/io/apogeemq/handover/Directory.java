package io.apogeemq.handover;

import io.apogeemq.nodes.Node;
import io.apogeemq.nodes.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.rocketmq.common.MQVersion;

/** One store directory, one configuration file, and the two brokers that take turns on it. */
final class Directory implements AutoCloseable {
    private static final String BROKER = "org.apache.rocketmq.broker.BrokerStartup";

    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Node nameServer;
    private final Node apache;
    private final Node ours;
    private final String nameServerAddress;

    Directory(Path place) {
        int port = Ports.free();
        nameServerAddress = "127.0.0.1:" + port;
        Path names = place.resolve("namesrv");
        nameServer = new Node("mqnamesrv", names)
                .configuration(Map.of(
                        "listenPort", String.valueOf(port),
                        "kvConfigPath", names.resolve("kvConfig.json").toString()));
        Path home = place.resolve("apache");
        Path logging = home.resolve("conf/logback_broker.xml");
        apache = Node.ofClass(
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
        // 4.x does not start without it
        write(logging, "<configuration/>");
        ours = new Node("mqbroker", place.resolve("ours"));
        settings.put("brokerClusterName", "TestCluster");
        settings.put("brokerName", "broker-a");
        settings.put("brokerId", "0");
        settings.put("brokerIP1", "127.0.0.1");
        settings.put("listenPort", String.valueOf(Ports.free()));
        settings.put("namesrvAddr", nameServerAddress);
        settings.put("storePathRootDir", store(place).toString());
        // small files: a few hundred messages make several of each kind
        settings.put("mappedFileSizeCommitLog", String.valueOf(1 << 20));
        settings.put("mappedFileSizeConsumeQueue", "2000");
        settings.put("maxHashSlotNum", "1000");
        settings.put("maxIndexNum", "4000");
        settings.put("flushConsumerOffsetInterval", "100");
        // nobody is asked about the open transaction meanwhile: each time would add a message
        settings.put("transactionTimeOut", "600000");
        settings.put("diskMaxUsedSpaceRatio", "95");
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether there is a broker of Apache's to start. */
    static boolean isApacheHere() {
        try {
            Class.forName(BROKER, false, Directory.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Whether that is one of the 4.x line. */
    static boolean isApache4() {
        return MQVersion.getVersionDesc(MQVersion.CURRENT_VERSION).startsWith("V4");
    }

    static Path store(Path place) {
        return place.resolve("store");
    }

    int logFileLength() {
        return Integer.parseInt(settings.getOrDefault("mappedFileSizeCommitLog", ""));
    }

    /** Position in the log up to which our broker has noted that its queue files are whole. */
    long queuesReach() throws IOException {
        Path notes = Path.of(settings.getOrDefault("storePathRootDir", "")).resolve("apogee/queues");
        try (Stream<String> lines = Files.exists(notes) ? Files.lines(notes) : Stream.empty()) {
            return lines.filter(line -> line.startsWith("position "))
                    .mapToLong(line -> Long.parseLong(line.substring("position ".length())))
                    .findFirst()
                    .orElse(0);
        }
    }

    Directory with(String key, String value) {
        settings.put(key, value);
        return this;
    }

    Directory start() {
        nameServer.start().awaitBoot();
        return this;
    }

    Node startApache() {
        return apache.configuration(settings).start().awaitBoot();
    }

    Node startOurs() {
        return ours.configuration(settings).start().awaitBoot();
    }

    /** Ours, of which nobody expects that it serves. */
    Node tryOurs() {
        return ours.configuration(settings).start();
    }

    String nameServers() {
        return nameServerAddress;
    }

    @Override
    public void close() {
        apache.close();
        ours.close();
        nameServer.close();
    }
}
