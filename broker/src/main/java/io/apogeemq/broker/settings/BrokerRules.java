package io.apogeemq.broker.settings;

import io.apogeemq.settings.Draft;
import io.apogeemq.settings.Rule;
import io.apogeemq.settings.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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
            BrokerRules::ownHosts,
            BrokerRules::role,
            BrokerRules::replicas,
            BrokerRules::replicaPort,
            BrokerRules::logDirectory,
            BrokerRules::largestMessage,
            RetentionSettings::fractions,
            draft -> {
                String root = draft.get(StorageSettings.ROOT);
                derive(draft, QUEUE_DIRECTORY, Path.of(root, "consumequeue"));
                derive(draft, INDEX_DIRECTORY, Path.of(root, "index"));
                derive(draft, CHECKPOINT, Path.of(root, "checkpoint"));
                derive(draft, ABORT_FILE, Path.of(root, "abort"));
                derive(draft, CONFIG_FILE, Path.of(draft.environment().configFile()));
            });

    private BrokerRules() {}

    private static void nameServers(Draft draft) {
        String text = draft.get(IdentitySettings.NAME_SERVERS);
        List<String> items = IdentitySettings.items(text);
        Optional<String> wrong = items.isEmpty() && !text.isEmpty()
                ? Optional.of("there is no address in it")
                : items.stream()
                        .flatMap(each -> NameServerAddress.wrong(each).stream())
                        .findFirst();
        wrong.ifPresent(why -> draft.refuse(
                "The Name Server Address[" + text + "] illegal, please set it as follows, "
                        + "\"127.0.0.1:9876;192.168.0.1:9876\": " + why,
                NOT_SET_UP));
    }

    /** What everybody is told must lead to this machine from theirs. */
    private static void ownHosts(Draft draft) {
        for (Setting<String> each : List.of(IdentitySettings.CLIENT_HOST, IdentitySettings.REPLICA_HOST)) {
            String text = draft.get(each);
            if (text.equals("0.0.0.0") || text.equals("::") || text.equals("[::]")) {
                draft.refuse(each.key() + "=" + text + " is told to others, who would look for this broker on their own"
                        + " machine: name an address of this one, or take the line out for "
                        + draft.environment().ownAddress() + "; which addresses it listens on is bindAddress");
            } else if (!HostName.isOne(text)) {
                draft.refuse(
                        each.key() + "=" + text + ": expected a host name or an address, without port or protocol");
            }
        }
    }

    private static void role(Draft draft) {
        long id = draft.get(IdentitySettings.ID);
        BrokerRole role = draft.get(IdentitySettings.ROLE);
        if (role != BrokerRole.SLAVE) {
            forceMasterId(draft, id);
        } else if (id <= 0) {
            draft.refuse("Slave's brokerId must be > 0", NOT_SET_UP);
        } else if (draft.get(ReplicaSettings.MASTER_ADDRESS).isEmpty()
                && draft.get(IdentitySettings.NAME_SERVERS).isEmpty()) {
            draft.refuse(
                    "brokerRole=SLAVE: nobody tells this slave where its master is: set namesrvAddr, or haMasterAddress=host:port"
                            + " (the master's haListenPort)",
                    NOT_SET_UP);
        }
        Optional<String> wrong = draft.get(ReplicaSettings.MASTER_ADDRESS).isEmpty()
                ? Optional.empty()
                : NameServerAddress.wrong(draft.get(ReplicaSettings.MASTER_ADDRESS));
        wrong.ifPresent(why ->
                draft.refuse("haMasterAddress=" + draft.get(ReplicaSettings.MASTER_ADDRESS) + ": " + why, NOT_SET_UP));
    }

    /** For how many a send waits, and what follows for a start. */
    private static void replicas(Draft draft) {
        boolean sync = draft.get(IdentitySettings.ROLE) == BrokerRole.SYNC_MASTER;
        int acks = draft.get(ReplicaSettings.ACKS);
        if (acks == 0) {
            draft.put(ReplicaSettings.ACKS, sync ? 2 : 1);
        } else if (sync && acks == 1 && !draft.get(ReplicaSettings.ALL)) {
            draft.warn(
                    "brokerRole=SYNC_MASTER, inSyncReplicas=1: a send is confirmed when this master alone has it; take the"
                            + " line out, or set 2, to wait for a slave");
        } else if (!sync && acks > 1) {
            draft.warn("inSyncReplicas=" + acks + " is not used: only a SYNC_MASTER waits for slaves");
        }
        if (draft.get(ReplicaSettings.ALL) && sync && acks == 1) {
            draft.put(ReplicaSettings.ACKS, 2);
        }
        if (draft.isGiven(ReplicaSettings.OLD_MOST_GAP) && !draft.isGiven(ReplicaSettings.MOST_GAP)) {
            draft.put(ReplicaSettings.MOST_GAP, draft.get(ReplicaSettings.OLD_MOST_GAP));
        }
    }

    private static void forceMasterId(Draft draft, long id) {
        if (id != 0) {
            draft.warn("brokerId=" + id + " is used as 0: a broker whose brokerRole is not SLAVE is a master");
            draft.put(IdentitySettings.ID, 0L);
        }
    }

    private static void replicaPort(Draft draft) {
        int port = draft.get(IdentitySettings.LISTEN_PORT);
        int replicaPort = draft.get(IdentitySettings.REPLICA_PORT);
        if (replicaPort <= 0) {
            draft.put(IdentitySettings.REPLICA_PORT, port + 1);
        } else if (replicaPort == port || replicaPort == port - IdentitySettings.FAST_PORT_BELOW) {
            draft.refuse("haListenPort=" + replicaPort + " is a port for clients (listenPort=" + port + ", and "
                    + (port - IdentitySettings.FAST_PORT_BELOW) + "): choose another, or take the line out for "
                    + (port + 1));
        }
    }

    /** A record is some hundred bytes longer than its body: topic, properties, frame. */
    private static void largestMessage(Draft draft) {
        int file = draft.get(StorageSettings.LOG_SEGMENT);
        int body = draft.get(MessageSettings.LARGEST_BODY);
        if (body >= file) {
            draft.warn("mappedFileSizeCommitLog=" + file + " is less than maxMessageSize=" + body
                    + ": messages that do not fit into one log file are refused");
        }
    }

    private static void logDirectory(Draft draft) {
        String text = draft.get(StorageSettings.LOG_DIRECTORY);
        String readOnly = draft.get(StorageSettings.READ_ONLY_LOG);
        List<Path> directories = StorageSettings.directories(text);
        if (!directories.isEmpty() && StorageSettings.directories(readOnly).containsAll(directories)) {
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
