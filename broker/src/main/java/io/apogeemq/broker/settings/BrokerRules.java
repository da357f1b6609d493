package io.apogeemq.broker.settings;

import io.apogeemq.settings.Draft;
import io.apogeemq.settings.Rule;
import io.apogeemq.settings.Setting;
import java.nio.file.Path;
import java.util.List;

/** What follows from several keys, and how a start ends that must not be. Source: spec/config.md 3. */
final class BrokerRules {
    /** The exit status of a broker that could not be set up. */
    private static final int NOT_SET_UP = -3;

    static final Setting<String> QUEUE_DIRECTORY =
            Setting.derived("storePathConsumeQueue", "always <root>/consumequeue");
    static final Setting<String> INDEX_DIRECTORY = Setting.derived("storePathIndex", "always <root>/index");
    static final Setting<String> CHECKPOINT = Setting.derived("storeCheckpoint", "always <root>/checkpoint");
    static final Setting<String> ABORT_FILE = Setting.derived("abortFile", "always <root>/abort");
    static final Setting<String> CONFIG_FILE = Setting.derived("brokerConfigPath", "always the file given with -c");

    static final List<Setting<?>> DERIVED_ROWS =
            List.of(QUEUE_DIRECTORY, INDEX_DIRECTORY, CHECKPOINT, ABORT_FILE, CONFIG_FILE);

    static final List<Rule> ALL = List.of(
            BrokerRules::nameServers,
            BrokerRules::role,
            BrokerRules::replicaPort,
            BrokerRules::logDirectory,
            RetentionSettings::fractions,
            draft -> {
                String root = draft.get(StoreSettings.ROOT);
                derive(draft, QUEUE_DIRECTORY, Path.of(root, "consumequeue"));
                derive(draft, INDEX_DIRECTORY, Path.of(root, "index"));
                derive(draft, CHECKPOINT, Path.of(root, "checkpoint"));
                derive(draft, ABORT_FILE, Path.of(root, "abort"));
                derive(draft, CONFIG_FILE, Path.of(draft.environment().configFile()));
            });

    private BrokerRules() {}

    private static void nameServers(Draft draft) {
        String text = draft.get(IdentitySettings.NAME_SERVERS);
        if (!IdentitySettings.items(text).stream().allMatch(BrokerRules::isAddress)) {
            draft.refuse(
                    "The Name Server Address[" + text + "] illegal, please set it as follows, "
                            + "\"127.0.0.1:9876;192.168.0.1:9876\"",
                    NOT_SET_UP);
        }
    }

    private static boolean isAddress(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            return false;
        }
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            return 0 < port && port <= 65535;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static void role(Draft draft) {
        long id = draft.get(IdentitySettings.ID);
        switch (draft.get(IdentitySettings.ROLE)) {
            case SLAVE -> {
                if (id <= 0) {
                    draft.refuse("Slave's brokerId must be > 0", NOT_SET_UP);
                } else {
                    draft.refuse(
                            "brokerRole=SLAVE: replication is not built yet, so this slave would hold nothing of its"
                                    + " master's data; start it when it is",
                            NOT_SET_UP);
                }
            }
            case SYNC_MASTER -> {
                draft.warn("brokerRole=SYNC_MASTER: replication is not built yet, no slave gets the data; a send is"
                        + " confirmed when this broker has it, as flushDiskType says");
                forceMasterId(draft, id);
            }
            case ASYNC_MASTER -> forceMasterId(draft, id);
        }
    }

    private static void forceMasterId(Draft draft, long id) {
        if (id != 0) {
            draft.warn("brokerId=" + id + " is used as 0: a broker whose brokerRole is not SLAVE is a master");
            draft.put(IdentitySettings.ID, 0L);
        }
    }

    private static void replicaPort(Draft draft) {
        if (draft.get(IdentitySettings.REPLICA_PORT) <= 0) {
            draft.put(IdentitySettings.REPLICA_PORT, draft.get(IdentitySettings.LISTEN_PORT) + 1);
        }
    }

    private static void logDirectory(Draft draft) {
        String text = draft.get(StoreSettings.LOG_DIRECTORY);
        String readOnly = draft.get(StoreSettings.READ_ONLY_LOG);
        List<Path> directories = StoreSettings.directories(text);
        if (!directories.isEmpty() && StoreSettings.directories(readOnly).containsAll(directories)) {
            draft.refuse("storePathCommitLog=" + text + ": readOnlyCommitLogStorePaths=" + readOnly
                    + " leaves no directory for new files; name one there that is not read-only");
        }
    }

    private static void derive(Draft draft, Setting<String> setting, Path always) {
        String text = draft.get(setting);
        if (text.isEmpty()) {
            return;
        }
        if (!samePlace(Path.of(text), always)) {
            draft.warn(setting.key() + "=" + text + " is not used: it is " + setting.why() + ", here " + always);
        }
    }

    private static boolean samePlace(Path one, Path other) {
        return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }
}
