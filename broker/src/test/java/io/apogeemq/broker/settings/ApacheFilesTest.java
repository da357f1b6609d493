package io.apogeemq.broker.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apogeemq.settings.BadSettings;
import io.apogeemq.settings.LiveSettings;
import io.apogeemq.settings.LiveSettings.Changed;
import io.apogeemq.settings.PropertyText;
import io.apogeemq.settings.Setting;
import io.apogeemq.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as RocketMQ ships them, and as it leaves them after an UPDATE_BROKER_CONFIG (see the resources' commit). */
class ApacheFilesTest {

    @ParameterizedTest
    @ValueSource(strings = {"4.9.8-rewritten-broker.conf", "5.5.0-rewritten-broker.conf"})
    void a_file_that_apache_rewrote_starts_without_a_warning(String name) throws BadSettings {
        Settings settings = Given.file("apache/" + name);

        assertThat(settings.warnings()).isEmpty();
        BrokerSettings broker = BrokerSettings.of(settings);
        assertThat(broker.identity().name()).isEqualTo("broker-a");
        assertThat(broker.address()).isEqualTo("10.0.0.5:10911");
        assertThat(broker.identity().replicaPort()).isEqualTo(10912);
        assertThat(broker.topics().autoCreate()).isFalse();
        assertThat(broker.store().root()).hasToString("/home/rocketmq/store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.9.8-rewritten-broker-a.properties", "5.5.0-rewritten-broker-a.properties"})
    void the_courses_file_rewritten_by_apache_starts(String name) throws BadSettings {
        Settings settings = Given.file("apache/" + name);

        // Apache's broker writes all keys: among them the default that waits for nobody
        assertThat(settings.warnings())
                .allSatisfy(line -> assertThat(line).startsWith("brokerRole=SYNC_MASTER, inSyncReplicas=1"));
        assertThat(BrokerSettings.of(settings).store().queueSegmentLength()).isEqualTo(300_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.9.8-rewritten-broker.conf", "5.5.0-rewritten-broker.conf"})
    void on_a_machine_like_its_own_a_rewritten_file_names_no_more_than_it_changed(String name) throws BadSettings {
        String summary = Given.file("apache/" + name).summary().orElseThrow();

        assertThat(summary).hasSizeLessThan(600).contains("more such keys stand at their defaults");
    }

    @Test
    void the_broker_conf_that_apache_ships_starts() throws BadSettings {
        Settings settings = Given.text(shipped("broker-a", 0, "ASYNC_MASTER"));

        assertThat(settings.warnings()).isEmpty();
        assertThat(BrokerSettings.of(settings).identity().name()).isEqualTo("broker-a");
    }

    @Test
    void the_shipped_pairs_start() throws BadSettings {
        assertThat(Given.text(shipped("broker-b", 0, "SYNC_MASTER")).warnings()).isEmpty();
        assertThat(Given.text(shipped("broker-b", 1, "SLAVE") + "\nnamesrvAddr=10.0.0.1:9876")
                        .warnings())
                .isEmpty();
        assertThatThrownBy(() -> Given.text(shipped("broker-b", 1, "SLAVE")))
                .isInstanceOf(BadSettings.class)
                .hasMessageContaining("nobody tells this slave where its master is");
    }

    @Test
    void the_shipped_raft_files_do_not_start_as_something_weaker() {
        assertThatThrownBy(() -> Given.text("brokerClusterName = RaftCluster\nbrokerName=RaftNode00\nlistenPort=30911\n"
                        + "storePathRootDir=/tmp/rmqstore/node00\nstorePathCommitLog=/tmp/rmqstore/node00/commitlog\n"
                        + "enableDLegerCommitLog=true\ndLegerGroup=RaftNode00\n"
                        + "dLegerPeers=n0-127.0.0.1:40911;n1-127.0.0.1:40912;n2-127.0.0.1:40913\n"
                        + "dLegerSelfId=n0\nsendMessageThreadPoolNums=16\n"))
                .hasMessageStartingWith("enableDLegerCommitLog=true in broker.conf is not built yet");
    }

    /** Every setter of Apache's configuration objects, with its type. */
    @ParameterizedTest
    @ValueSource(strings = {"4.9.8", "5.5.0"})
    void every_key_that_apache_has_is_known_with_its_type(String version) {
        List<String> wrong = new ArrayList<>();
        Given.resource("apache/" + version + "-keys.txt").lines().forEach(line -> {
            String[] keyAndType = line.split(" ");
            Optional<Setting<?>> row = BrokerKeys.TABLE.find(keyAndType[0]);
            if (row.isEmpty() || !takes(row.get(), keyAndType[1])) {
                wrong.add(line);
            }
        });

        assertThat(wrong).isEmpty();
    }

    private static boolean takes(Setting<?> row, String type) {
        return switch (type) {
            case "int", "long" ->
                row.type().read("1").isPresent() || row.type().expected().contains("whole number");
            case "double" -> row.type().read("0.5").isPresent();
            case "boolean" ->
                row.type().read("true").isPresent() && row.type().read("7").isEmpty();
            default -> true;
        };
    }

    @ParameterizedTest
    @CsvSource({"4.9.8-rewritten-broker.conf, 170", "5.5.0-rewritten-broker.conf, 480"})
    void what_apache_wrote_is_what_this_broker_writes_and_more(String name, int least) throws BadSettings {
        Settings settings = Given.file("apache/" + name);
        Map<String, String> theirs = new TreeMap<>(
                PropertyText.ofText(Given.resource("apache/" + name)).values());

        assertThat(theirs).hasSizeGreaterThan(least);
        assertThat(settings.all()).containsAllEntriesOf(theirs);
    }

    @Test
    void a_file_that_this_broker_rewrote_starts_again_with_the_same_settings() throws BadSettings {
        LiveSettings<BrokerSettings> live = new LiveSettings<>(
                Given.text("brokerName=broker-a\nstorePathIndex=/home/rocketmq/store/index\n"),
                BrokerSettings::of,
                each -> each.access().blackList());

        Changed changed = (Changed) live.update("brokerPermission=4\n");
        Settings again =
                BrokerKeys.TABLE.read(PropertyText.ofText(changed.fileText()), Given.ENVIRONMENT, "broker.conf");

        assertThat(again.warnings()).isEmpty();
        assertThat(BrokerSettings.of(again)).isEqualTo(live.current());
        assertThat(live.current().access().permission()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rocketmqHome", "brokerConfigPath", "configBlackList"})
    void the_black_list_holds_what_names_the_files_whatever_the_file_says(String key) throws BadSettings {
        BrokerSettings broker = Given.broker("configBlackList=storePathRootDir\n");

        assertThat(broker.access().blackList()).contains(key, "storePathRootDir");
    }

    @Test
    void every_default_is_of_its_own_type() {
        for (Setting<?> row : BrokerKeys.TABLE.rows()) {
            assertThatCode(() -> assertReadable(row)).as(row.key()).doesNotThrowAnyException();
        }
    }

    private static <T> void assertReadable(Setting<T> row) {
        T fallback = row.fallback().in().apply(Given.ENVIRONMENT);
        String text = row.type().print(fallback);
        boolean absent = row.is(Setting.Trait.ONLY_WHEN_GIVEN) && text.isEmpty();
        assertThat(absent || row.type().read(text).equals(Optional.of(fallback)))
                .as("%s=%s", row.key(), text)
                .isTrue();
    }

    private static String shipped(String name, int id, String role) {
        return "brokerClusterName = DefaultCluster\nbrokerName = " + name + "\nbrokerId = " + id
                + "\ndeleteWhen = 04\nfileReservedTime = 48\nbrokerRole = " + role + "\nflushDiskType = ASYNC_FLUSH\n";
    }
}
