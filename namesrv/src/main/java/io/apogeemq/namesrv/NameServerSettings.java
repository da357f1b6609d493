package io.apogeemq.namesrv;

import io.apogeemq.settings.Default;
import io.apogeemq.settings.Draft;
import io.apogeemq.settings.KeyTable;
import io.apogeemq.settings.NetworkSettings;
import io.apogeemq.settings.Setting;
import io.apogeemq.settings.Settings;
import io.apogeemq.settings.SettingsTable;
import io.apogeemq.settings.ValueType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a NameServer is told (spec/config.md 9). All but the network, the home and the paths may change while it runs.
 *
 * @param home the installation; empty when nothing names one
 * @param kvConfigPath the file of the KV table
 * @param configStorePath the file that an update of the settings rewrites
 * @param ordersTopics whether routes carry the order of topics from the KV table
 * @param returnsOrderedTopics whether registrations are answered with that part of the KV table
 * @param scanIntervalMillis between two looks for silent brokers
 * @param showsActingMaster whether a follower is shown as a read-only leader while the leader is away
 * @param listsAllTopics whether 206 is served
 * @param listsTopics whether 224 and 311 to 313 are served
 * @param tellsSmallestId whether brokers are told who has the smallest id of their name
 * @param waitMillis for how long after the start routes are refused
 * @param dropsMissingTopics whether a registration takes away the topics it doesn't name
 * @param tableMostBytes what routes, and an eighth of that the KV table, may take of the memory
 * @param blackList keys that no request may change
 */
public record NameServerSettings(
        NetworkSettings network,
        String home,
        Path kvConfigPath,
        Path configStorePath,
        boolean ordersTopics,
        boolean returnsOrderedTopics,
        long scanIntervalMillis,
        boolean showsActingMaster,
        boolean listsAllTopics,
        boolean listsTopics,
        boolean tellsSmallestId,
        long waitMillis,
        boolean dropsMissingTopics,
        long tableMostBytes,
        Set<String> blackList) {

    /** Where a NameServer listens if nothing else is said. */
    public static final int DEFAULT_PORT = 9876;

    /** Forbidden whatever the file says: they name the files themselves, and the list could otherwise be emptied. */
    private static final Set<String> ALWAYS_FORBIDDEN =
            Set.of("rocketmqHome", "configStorePath", "kvConfigPath", "configBlackList");

    private static final Setting<Integer> LISTEN_PORT = Setting.built(
                    "listenPort", ValueType.int32(0, 65535), DEFAULT_PORT)
            .important()
            .why("port of the NameServer; 0 takes a free one");
    private static final Setting<String> HOME = Setting.built(
                    "rocketmqHome",
                    ValueType.TEXT,
                    Default.from("ROCKETMQ_HOME", environment -> environment.rocketmqHome()))
            .important()
            .why("the installation");
    private static final Setting<String> KV_CONFIG_PATH = Setting.built(
                    "kvConfigPath",
                    ValueType.PATH,
                    Default.from(
                            "~/namesrv/kvConfig.json",
                            environment -> Path.of(environment.userHome(), "namesrv", "kvConfig.json")
                                    .toString()))
            .important()
            .why("the file of the KV table");
    private static final Setting<String> CONFIG_STORE_PATH = Setting.built(
                    "configStorePath",
                    ValueType.PATH,
                    Default.from(
                            "the file of -c, or ~/namesrv/namesrv.properties",
                            environment -> environment.configFile().isEmpty()
                                    ? Path.of(environment.userHome(), "namesrv", "namesrv.properties")
                                            .toString()
                                    : environment.configFile()))
            .why("the file that UPDATE_NAMESRV_CONFIG rewrites");
    private static final Setting<Boolean> ORDER_MESSAGE_ENABLE = Setting.built(
                    "orderMessageEnable", ValueType.BOOL, false)
            .live()
            .why("routes carry the order of topics from the KV table");
    private static final Setting<Boolean> RETURN_ORDER_TOPIC_CONFIG = Setting.built(
                    "returnOrderTopicConfigToBroker", ValueType.BOOL, true)
            .live()
            .why("registrations are answered with the KV namespace ORDER_TOPIC_CONFIG");
    private static final Setting<Long> SCAN_INTERVAL = Setting.built(
                    "scanNotActiveBrokerInterval", ValueType.int64(1, Long.MAX_VALUE), 5000L)
            .live()
            .unit("ms")
            .why("between two looks for silent brokers");
    private static final Setting<Boolean> SUPPORT_ACTING_MASTER = Setting.built(
                    "supportActingMaster", ValueType.BOOL, false)
            .live()
            .why("a slave is shown as a read-only master while the master is away");
    private static final Setting<Boolean> ENABLE_ALL_TOPIC_LIST =
            Setting.built("enableAllTopicList", ValueType.BOOL, true).live().why("serve the list of all topics");
    private static final Setting<Boolean> ENABLE_TOPIC_LIST =
            Setting.built("enableTopicList", ValueType.BOOL, true).live().why("serve the other lists of topics");
    private static final Setting<Boolean> NOTIFY_MIN_BROKER_ID = Setting.built(
                    "notifyMinBrokerIdChanged", ValueType.BOOL, false)
            .live()
            .why("tell the brokers of a name who has the smallest id");
    private static final Setting<Boolean> NEED_WAIT = Setting.built("needWaitForService", ValueType.BOOL, false)
            .live()
            .why("refuse routes for waitSecondsForService after the start");
    private static final Setting<Integer> WAIT_SECONDS = Setting.built(
                    "waitSecondsForService", ValueType.int32(0, Integer.MAX_VALUE), 45)
            .live()
            .unit("s")
            .why("how long needWaitForService refuses routes");
    private static final Setting<Boolean> DELETE_TOPICS = Setting.built(
                    "deleteTopicWithBrokerRegistration", ValueType.BOOL, false)
            .live()
            .why("a registration takes away the topics that the broker no longer has");
    private static final Setting<Long> TABLE_MOST_BYTES = Setting.built(
                    TableRoom.KEY,
                    ValueType.int64(1, Long.MAX_VALUE),
                    Default.<Long>from(
                            "a quarter of the heap",
                            environment -> Runtime.getRuntime().maxMemory() / 4))
            .live()
            .unit("bytes")
            .why(
                    "what the routes of all brokers may take of the memory, and the KV table an eighth of that; more is refused");
    private static final Setting<String> BLACK_LIST = Setting.built(
                    "configBlackList", ValueType.TEXT, "configBlackList;configStorePath;kvConfigPath")
            .why("keys that UPDATE_NAMESRV_CONFIG refuses, separated by ;");

    /** Every key that a NameServer of RocketMQ 4.9 or 5.5 knows, and what it does here. */
    public static final SettingsTable TABLE = table();

    /** @param in read with {@link #TABLE} */
    public static NameServerSettings of(Settings in) {
        Set<String> blackList = new HashSet<>(ALWAYS_FORBIDDEN);
        for (String key : in.get(BLACK_LIST).split(";")) {
            blackList.add(key.strip());
        }
        return new NameServerSettings(
                NetworkSettings.of(in, LISTEN_PORT),
                in.get(HOME),
                Path.of(in.get(KV_CONFIG_PATH)),
                Path.of(in.get(CONFIG_STORE_PATH)),
                in.get(ORDER_MESSAGE_ENABLE),
                in.get(RETURN_ORDER_TOPIC_CONFIG),
                in.get(SCAN_INTERVAL),
                in.get(SUPPORT_ACTING_MASTER),
                in.get(ENABLE_ALL_TOPIC_LIST),
                in.get(ENABLE_TOPIC_LIST),
                in.get(NOTIFY_MIN_BROKER_ID),
                in.get(NEED_WAIT) ? in.get(WAIT_SECONDS) * 1000L : 0,
                in.get(DELETE_TOPICS),
                in.get(TABLE_MOST_BYTES),
                Set.copyOf(blackList));
    }

    /** What and where it is, for the first line of the log. */
    String text() {
        return "NameServer, port " + network.listenPort() + " on " + network.bindAddress() + ", KV table "
                + kvConfigPath.toAbsolutePath();
    }

    private static SettingsTable table() {
        List<List<Setting<?>>> groups = new ArrayList<>(List.of(
                List.of(
                        LISTEN_PORT,
                        HOME,
                        KV_CONFIG_PATH,
                        CONFIG_STORE_PATH,
                        ORDER_MESSAGE_ENABLE,
                        RETURN_ORDER_TOPIC_CONFIG,
                        SCAN_INTERVAL,
                        SUPPORT_ACTING_MASTER,
                        ENABLE_ALL_TOPIC_LIST,
                        ENABLE_TOPIC_LIST,
                        NOTIFY_MIN_BROKER_ID,
                        NEED_WAIT,
                        WAIT_SECONDS,
                        DELETE_TOPICS,
                        TABLE_MOST_BYTES,
                        BLACK_LIST),
                List.of(Setting.protecting(
                        "enableControllerInNamesrv",
                        ValueType.BOOL,
                        false,
                        "no controller would choose a new master after a failure")),
                KeyTable.read(NameServerSettings.class, "unbuilt.keys")));
        groups.addAll(NetworkSettings.rows());
        return new SettingsTable(groups, List.of(NameServerSettings::rewriteTheGivenFile));
    }

    /** With -c that file is the one to rewrite, whatever the file itself says; spec/config.md 2. */
    private static void rewriteTheGivenFile(Draft draft) {
        String file = draft.environment().configFile();
        String text = draft.get(CONFIG_STORE_PATH);
        if (file.isEmpty() || text.equals(file)) {
            return;
        }
        if (!whole(text).equals(whole(file))) {
            draft.warn("configStorePath=" + text + " is not used: changes are written into the file given with -c, "
                    + file);
        }
        draft.put(CONFIG_STORE_PATH, file);
    }

    private static Path whole(String path) {
        return Path.of(path).toAbsolutePath().normalize();
    }
}
