package io.apogeemq.broker.settings;

import io.apogeemq.settings.Default;
import io.apogeemq.settings.Environment;
import io.apogeemq.settings.Setting;
import io.apogeemq.settings.Settings;
import io.apogeemq.settings.ValueType;
import java.util.Arrays;
import java.util.List;

/**
 * Who this broker is and where others find it.
 *
 * @param id 0 for a master
 * @param clientHost registered for clients, with the service port
 * @param replicaHost registered for slaves, with {@code replicaPort}
 * @param nameServers {@code host:port} each; none for a broker that registers nowhere
 * @param home the installation
 */
public record IdentitySettings(
        String clusterName,
        String name,
        long id,
        BrokerRole role,
        String clientHost,
        String replicaHost,
        int replicaPort,
        List<String> nameServers,
        String home) {

    public static final int DEFAULT_PORT = 10911;

    /** The second port, with everything but pulls (spec/remoting.md 2), lies so far below the first. */
    public static final int FAST_PORT_BELOW = 2;

    static final Setting<String> CLUSTER_NAME = Setting.built("brokerClusterName", ValueType.NAME, "DefaultCluster")
            .important()
            .why("the cluster this broker belongs to");
    static final Setting<String> NAME = Setting.built(
                    "brokerName", ValueType.NAME, Default.from("the host's name", Environment::hostName))
            .important()
            .why("the name that a master and its slaves share");
    static final Setting<Long> ID =
            Setting.built("brokerId", ValueType.INT64, 0L).important().why("0 for a master, more for a slave");
    static final Setting<BrokerRole> ROLE = Setting.built(
                    "brokerRole", ValueType.choice(BrokerRole.class), BrokerRole.ASYNC_MASTER)
            .important()
            .why(
                    "a SYNC_MASTER confirms what a slave has too (inSyncReplicas); a SLAVE follows the master of its brokerName");
    static final Setting<String> CLIENT_HOST = Setting.built(
                    "brokerIP1", ValueType.NAME, Default.from("an own address", Environment::ownAddress))
            .important()
            .why("the address registered for clients");
    static final Setting<String> REPLICA_HOST = Setting.built(
                    "brokerIP2", ValueType.NAME, Default.from("an own address", Environment::ownAddress))
            .why("the address registered for slaves");
    /** The VIP port lies two below. */
    static final Setting<Integer> LISTEN_PORT = Setting.built("listenPort", ValueType.int32(3, 65535), DEFAULT_PORT)
            .important()
            .why("the service port; the broker also listens two below it (VIP)");

    static final Setting<Integer> REPLICA_PORT = Setting.built(
                    "haListenPort", ValueType.int32(Integer.MIN_VALUE, 65535), Default.of("listenPort + 1", 0))
            .why("the port registered for slaves; 0 or less means listenPort + 1");
    static final Setting<String> NAME_SERVERS = Setting.built(
                    "namesrvAddr", ValueType.TEXT, Default.from("NAMESRV_ADDR", Environment::namesrvAddr))
            .important()
            .why("the NameServers, host:port;host:port");
    static final Setting<String> HOME = Setting.built(
                    "rocketmqHome", ValueType.TEXT, Default.from("ROCKETMQ_HOME", Environment::rocketmqHome))
            .why("the installation");

    static final List<Setting<?>> ROWS = List.of(
            CLUSTER_NAME, NAME, ID, ROLE, CLIENT_HOST, REPLICA_HOST, LISTEN_PORT, REPLICA_PORT, NAME_SERVERS, HOME);

    static IdentitySettings of(Settings in) {
        return new IdentitySettings(
                in.get(CLUSTER_NAME),
                in.get(NAME),
                in.get(ID),
                in.get(ROLE),
                in.get(CLIENT_HOST),
                in.get(REPLICA_HOST),
                in.get(REPLICA_PORT),
                items(in.get(NAME_SERVERS)),
                in.get(HOME));
    }

    static List<String> items(String text) {
        return Arrays.stream(text.split(";"))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }
}
