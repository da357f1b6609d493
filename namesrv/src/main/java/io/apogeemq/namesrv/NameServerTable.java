package io.apogeemq.namesrv;

import io.apogeemq.settings.Default;
import io.apogeemq.settings.Draft;
import io.apogeemq.settings.Environment;
import io.apogeemq.settings.NetworkSettings;
import io.apogeemq.settings.Rows;
import io.apogeemq.settings.Setting;
import io.apogeemq.settings.Settings;
import io.apogeemq.settings.SettingsTable;
import io.apogeemq.settings.Standing;
import io.apogeemq.settings.ValueType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Every key that a NameServer of RocketMQ 4.9 or 5.5 knows, and what it does here. Source: spec/config.md 9, 13. */
public final class NameServerTable {
    /** Forbidden whatever the file says: they name the files themselves, and the list could otherwise be emptied. */
    private static final Set<String> ALWAYS_FORBIDDEN =
            Set.of("configBlackList", "configStorePath", "kvConfigPath", "rocketmqHome");

    private static final Setting<Integer> LISTEN_PORT =
            Setting.built("listenPort", ValueType.int32(0, 65535), NameServerSettings.DEFAULT_PORT).why("the service port; 0 takes a free one");
    private static final Setting<String> HOME = Setting.built(
                    "rocketmqHome", ValueType.TEXT, Default.from("ROCKETMQ_HOME", Environment::rocketmqHome))
            .why("the installation");
    private static final Setting<String> KV_CONFIG_PATH = Setting.built(
                    "kvConfigPath", ValueType.NAME, underUserHome("/namesrv/kvConfig.json"))
            .why("the file of the KV table");
    private static final Setting<String> CONFIG_STORE_PATH = Setting.built(
                    "configStorePath", ValueType.NAME, underUserHome("/namesrv/namesrv.properties"))
            .why("the file that UPDATE_NAMESRV_CONFIG rewrites; the one given with -c where there is one");
    private static final Setting<Boolean> ORDER_MESSAGES = live("orderMessageEnable", false)
            .why("put the order of topics (KV namespace ORDER_TOPIC_CONFIG) into routes");
    private static final Setting<Boolean> RETURN_ORDERS = live("returnOrderTopicConfigToBroker", true)
            .why("answer registrations with the KV namespace ORDER_TOPIC_CONFIG");
    private static final Setting<Long> SCAN_INTERVAL = Setting.built(
                    "scanNotActiveBrokerInterval", ValueType.int64(1, Long.MAX_VALUE), 5000L)
            .unit("ms")
            .why("between two looks for brokers that fell silent");
    private static final Setting<Boolean> ACTING_MASTER =
            live("supportActingMaster", false).why("show a slave as a read-only master while the master is away");
    private static final Setting<Boolean> ALL_TOPICS =
            live("enableAllTopicList", true).why("serve the list of all topics (206)");
    private static final Setting<Boolean> TOPIC_LISTS =
            live("enableTopicList", true).why("serve the lists of topics (224, 311 to 313)");
    private static final Setting<Boolean> NOTIFY_MIN_ID =
            live("notifyMinBrokerIdChanged", false).why("tell brokers who has the smallest id of their name");
    private static final Setting<Boolean> WAIT_FOR_SERVICE = Setting.built("needWaitForService", ValueType.BOOL, false)
            .why("refuse routes for waitSecondsForService after the start");
    private static final Setting<Integer> WAIT_SECONDS = Setting.built(
                    "waitSecondsForService", ValueType.int32(0, Integer.MAX_VALUE), 45)
            .unit("s")
            .why("how long needWaitForService refuses routes");
    private static final Setting<Boolean> REGISTRATION_DELETES = live("deleteTopicWithBrokerRegistration", false)
            .why("a registration takes away the topics that it does not name");
    private static final Setting<String> BLACK_LIST = Setting.built(
                    "configBlackList", ValueType.TEXT, "configBlackList;configStorePath;kvConfigPath")
            .why("keys that UPDATE_NAMESRV_CONFIG refuses, separated by ;");

    public static final SettingsTable TABLE = table();

    private NameServerTable() {}

    /** @param in read with {@link #TABLE} */
    public static NameServerSettings parse(Settings in) {
        return new NameServerSettings(
                NetworkSettings.of(in, LISTEN_PORT),
                in.get(HOME),
                Path.of(in.get(KV_CONFIG_PATH)),
                Path.of(in.get(CONFIG_STORE_PATH)),
                in.get(ORDER_MESSAGES),
                in.get(RETURN_ORDERS),
                in.get(SCAN_INTERVAL),
                in.get(ACTING_MASTER),
                in.get(ALL_TOPICS),
                in.get(TOPIC_LISTS),
                in.get(NOTIFY_MIN_ID),
                in.get(WAIT_FOR_SERVICE) ? TimeUnit.SECONDS.toMillis(in.get(WAIT_SECONDS)) : 0,
                in.get(REGISTRATION_DELETES),
                blackList(in.get(BLACK_LIST)));
    }

    private static SettingsTable table() {
        List<List<Setting<?>>> groups = new ArrayList<>(List.of(
                List.of(
                        LISTEN_PORT,
                        HOME,
                        KV_CONFIG_PATH,
                        CONFIG_STORE_PATH,
                        ORDER_MESSAGES,
                        RETURN_ORDERS,
                        SCAN_INTERVAL,
                        ACTING_MASTER,
                        ALL_TOPICS,
                        TOPIC_LISTS,
                        NOTIFY_MIN_ID,
                        WAIT_FOR_SERVICE,
                        WAIT_SECONDS,
                        REGISTRATION_DELETES,
                        BLACK_LIST),
                List.of(Setting.protecting(
                        "enableControllerInNamesrv",
                        ValueType.BOOL,
                        false,
                        "no controller would keep the brokers' in-sync sets, nor lead over after a failure")),
                later(),
                meaningless(),
                ControllerKeys.rows()));
        groups.addAll(NetworkSettings.rows());
        return new SettingsTable(groups, List.of(NameServerTable::storePath));
    }

    private static List<Setting<?>> later() {
        return new Rows(Standing.LATER)
                .bool("clusterTest", false, "answer unknown topics by asking another cluster")
                .text("productEnvName", "center", "name of the cluster that clusterTest asks")
                .list();
    }

    private static List<Setting<?>> meaningless() {
        return new Rows(Standing.MEANINGLESS)
                .int32("clientRequestThreadPoolNums", 8, "requests run on the loop of their connection")
                .int32("defaultThreadPoolNums", 16, "requests run on the loop of their connection")
                .int32("clientRequestThreadPoolQueueCapacity", 50_000, "a connection's own bounds hold")
                .int32("defaultThreadPoolQueueCapacity", 10_000, "a connection's own bounds hold")
                .int32("unRegisterBrokerQueueCapacity", 3000, "an unregistration is done at once")
                .list();
    }

    /** The file given with -c is the one to rewrite, as RocketMQ has it. */
    private static void storePath(Draft draft) {
        String file = draft.environment().configFile();
        if (file.isEmpty()) {
            return;
        }
        String text = draft.get(CONFIG_STORE_PATH);
        if (draft.isGiven(CONFIG_STORE_PATH)
                && !Path.of(text)
                        .toAbsolutePath()
                        .normalize()
                        .equals(Path.of(file).toAbsolutePath().normalize())) {
            draft.warn("configStorePath=" + text + " is not used: changes are written into the file given with -c, "
                    + file);
        }
        draft.put(CONFIG_STORE_PATH, file);
    }

    private static Set<String> blackList(String text) {
        Set<String> keys = new HashSet<>(ALWAYS_FORBIDDEN);
        Arrays.stream(text.split(";")).map(String::strip).forEach(keys::add);
        return Set.copyOf(keys);
    }

    private static Setting<Boolean> live(String key, boolean fallback) {
        return Setting.built(key, ValueType.BOOL, fallback).live();
    }

    private static Default<String> underUserHome(String path) {
        return Default.from("<user.home>" + path, environment -> environment.userHome() + path);
    }
}
