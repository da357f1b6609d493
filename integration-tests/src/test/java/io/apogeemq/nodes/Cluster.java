package io.apogeemq.nodes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** NameServers and one broker on free ports of this machine. */
public final class Cluster implements AutoCloseable {
    private final List<Node> nameServers = new ArrayList<>();
    private final List<String> addresses = new ArrayList<>();
    private final List<Map<String, String>> nameServerSettings = new ArrayList<>();
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Node broker;

    /** Makes the configuration files; starts nothing. */
    public Cluster(Path directory, int nameServerCount) {
        for (int number = 1; number <= nameServerCount; number++) {
            int port = Ports.free();
            addresses.add("127.0.0.1:" + port);
            Path place = directory.resolve("namesrv-" + number);
            nameServers.add(new Node("mqnamesrv", place));
            nameServerSettings.add(new LinkedHashMap<>(Map.of(
                    "listenPort", String.valueOf(port),
                    "kvConfigPath", place.resolve("kvConfig.json").toString())));
        }
        broker = new Node("mqbroker", directory.resolve("broker"));
        settings.put("brokerClusterName", "TestCluster");
        settings.put("brokerName", "broker-a");
        settings.put("brokerId", "0");
        settings.put("brokerIP1", "127.0.0.1");
        settings.put("listenPort", String.valueOf(Ports.free()));
        settings.put("namesrvAddr", nameServerAddresses());
        settings.put("storePathRootDir", broker.directory().resolve("store").toString());
        settings.put("mappedFileSizeCommitLog", String.valueOf(64 << 20));
        // there is no other broker that producers could turn to
        settings.put("drainMostMillis", "0");
        // a machine that tests are run on may have a rather full disk
        settings.put("diskMaxUsedSpaceRatio", "95");
    }

    /** Changes the broker's configuration; it reads it when it is started. */
    public Cluster brokerSetting(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /** Changes the configuration of all NameServers; they read it when they are started. */
    public Cluster nameServerSetting(String key, String value) {
        nameServerSettings.forEach(each -> each.put(key, value));
        return this;
    }

    public Cluster start() {
        for (int i = 0; i < nameServers.size(); i++) {
            nameServers.get(i).configuration(nameServerSettings.get(i)).start();
        }
        nameServers.forEach(Node::awaitBoot);
        startBroker();
        return this;
    }

    public void startBroker() {
        broker.configuration(settings).start().awaitBoot();
    }

    /** As clients take them: {@code host:port;host:port}. */
    public String nameServerAddresses() {
        return String.join(";", addresses);
    }

    /** {@code host:port} of the broker. */
    public String brokerAddress() {
        return "127.0.0.1:" + settings.get("listenPort");
    }

    public Node nameServer(int index) {
        return nameServers.get(index);
    }

    public Node broker() {
        return broker;
    }

    @Override
    public void close() {
        broker.close();
        nameServers.forEach(Node::close);
    }
}
