package io.apogeemq.broker.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apogeemq.settings.BadSettings;
import io.apogeemq.settings.PropertyText;
import io.apogeemq.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerRulesTest {
    @Test
    void alone_on_a_machine_a_broker_knows_itself() throws BadSettings {
        BrokerSettings broker = Given.broker("");

        assertThat(broker.identity())
                .isEqualTo(new IdentitySettings(
                        "DefaultCluster",
                        "host-1",
                        0,
                        BrokerRole.ASYNC_MASTER,
                        "10.0.0.5",
                        "10.0.0.5",
                        10912,
                        List.of(),
                        "/opt/rocketmq"));
        assertThat(broker.address()).isEqualTo("10.0.0.5:10911");
        assertThat(broker.store().root()).isEqualTo(Path.of("/home/rocketmq/store"));
        assertThat(broker.store().logDirectories()).containsExactly(Path.of("/home/rocketmq/store/commitlog"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "10.0.0.1:x", "10.0.0.1:9876;10.0.0.2", "10.0.0.1:0", ":9876"})
    void a_name_server_address_without_a_port_is_refused_with_rocketmqs_words(String addresses) {
        assertThatThrownBy(() -> Given.text("namesrvAddr=" + addresses))
                .isInstanceOfSatisfying(
                        BadSettings.class, e -> assertThat(e.exitStatus()).isEqualTo(-3))
                .hasMessageStartingWith("The Name Server Address[" + addresses + "] illegal, please set it as follows, "
                        + "\"127.0.0.1:9876;192.168.0.1:9876\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.1:9876,10.0.0.2:9876 | separated by ;, not by a comma",
                "10.0.0.1:9876；10.0.0.2:9876 | full-width",
                "10.0.0.1：9876 | full-width",
                "http://10.0.0.1:9876 | without a protocol",
                "10.0.0.1:9876/ | without a protocol or a path",
                "10.0.0.1:9876 10.0.0.2:9876 | not by blanks",
                "10.0.0.1 | 10.0.0.1 has no port",
                "; | there is no address in it",
                "$HOST:9876 | does not begin with a host name or an address",
            })
    void a_name_server_address_that_cannot_be_one_is_refused_with_the_cause(String addresses, String why) {
        byte[] file = PropertyText.print(Map.of("namesrvAddr", addresses)).getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> BrokerKeys.TABLE.read(PropertyText.ofFile(file), Given.ENVIRONMENT, "broker.conf"))
                .isInstanceOfSatisfying(
                        BadSettings.class, e -> assertThat(e.exitStatus()).isEqualTo(-3))
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:9876", "name_server-1.prod.example:9876", "[fe80::1%eth0]:9876", "::1:9876", ""})
    void a_name_server_address_may_be_a_name_or_an_address(String address) throws BadSettings {
        assertThat(Given.broker("namesrvAddr=" + address).identity().nameServers())
                .containsExactlyElementsOf(address.isEmpty() ? List.of() : List.of(address));
    }

    @ParameterizedTest
    @CsvSource({
        "brokerIP1=0.0.0.0, 'take the line out for 10.0.0.5; which addresses it listens on is bindAddress'",
        "brokerIP2=::, bindAddress",
        "brokerIP1=10.0.0.5:10911x, without port or protocol",
        "brokerIP1=http://10.0.0.5, without port or protocol",
        "listenPort=11011\\nhaListenPort=11011, 'is a port for clients (listenPort=11011, and 11009)'",
        "haListenPort=10909, take the line out for 10912",
    })
    void an_address_or_a_port_of_this_broker_that_cannot_be_is_refused(String lines, String why) {
        assertThatThrownBy(() -> Given.text(lines.replace("\\n", "\n")))
                .isInstanceOf(BadSettings.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "storePathRootDir=~/store",
                "storePathRootDir=~",
                "storePathRootDir=${user.home}/store",
                "storePathCommitLog=${storePathRootDir}/commitlog",
                "storePathCommitLog=/a/log,~/log",
            })
    void a_path_that_only_a_shell_would_understand_is_refused(String line) {
        assertThatThrownBy(() -> Given.text(line))
                .isInstanceOf(BadSettings.class)
                .hasMessageStartingWith(line + " in broker.conf: expected ")
                .hasMessageContaining("neither ~ nor ${...} is replaced (./~ is the directory of that name)");
    }

    @Test
    void a_directory_may_be_called_like_that() throws BadSettings {
        assertThat(Given.broker("storePathRootDir=./~/store").store().root()).isEqualTo(Path.of("./~/store"));
        assertThat(Given.broker("storePathRootDir=/data/a~b").store().root()).isEqualTo(Path.of("/data/a~b"));
    }

    @Test
    void a_log_file_that_cannot_hold_the_largest_message_is_named_with_both_numbers() throws BadSettings {
        assertThat(Given.text("mappedFileSizeCommitLog=1048576").warnings())
                .containsExactly("mappedFileSizeCommitLog=1048576 is less than maxMessageSize=4194304: messages that do"
                        + " not fit into one log file are refused");
        assertThat(Given.text("mappedFileSizeCommitLog=1048576\nmaxMessageSize=65536")
                        .warnings())
                .isEmpty();
    }

    @Test
    void name_servers_are_separated_by_semicolons() throws BadSettings {
        assertThat(Given.broker("namesrvAddr=10.0.0.1:9876; [::1]:9876;\n")
                        .identity()
                        .nameServers())
                .containsExactly("10.0.0.1:9876", "[::1]:9876");
    }

    @Test
    void a_master_is_number_zero() throws BadSettings {
        assertThat(Given.broker("brokerId=3").identity().id()).isZero();
        assertThat(Given.text("brokerId=3").warnings())
                .singleElement()
                .asString()
                .startsWith("brokerId=3 is used as 0");
    }

    @Test
    void a_slave_needs_a_number_of_its_own() {
        assertThatThrownBy(() -> Given.text("brokerRole=SLAVE\nbrokerId=0\n"))
                .isInstanceOfSatisfying(
                        BadSettings.class, e -> assertThat(e.exitStatus()).isEqualTo(-3))
                .hasMessage("Slave's brokerId must be > 0");
    }

    @Test
    void a_synchronous_master_waits_for_one_slave_unless_its_file_says_otherwise() throws BadSettings {
        assertThat(Given.broker("brokerRole=SYNC_MASTER").replicas().acks()).isEqualTo(2);
        assertThat(Given.broker("brokerRole=ASYNC_MASTER").replicas().acks()).isEqualTo(1);
        assertThat(Given.broker("brokerRole=SYNC_MASTER\ninSyncReplicas=3")
                        .replicas()
                        .acks())
                .isEqualTo(3);
        Settings nobody = Given.text("brokerRole=SYNC_MASTER\ninSyncReplicas=1");
        assertThat(BrokerSettings.of(nobody).replicas().acks()).isEqualTo(1);
        assertThat(nobody.warnings()).singleElement().asString().contains("when this master alone has it");
        assertThat(Given.text("inSyncReplicas=2").warnings())
                .singleElement()
                .asString()
                .contains("only a SYNC_MASTER waits for slaves");
        assertThat(Given.broker("brokerRole=SYNC_MASTER\ninSyncReplicas=1\nallAckInSyncStateSet=true")
                        .replicas()
                        .acks())
                .isEqualTo(2);
    }

    @Test
    void the_gap_that_a_slave_in_sync_may_have_is_known_by_both_names() throws BadSettings {
        assertThat(Given.broker("").replicas().mostGap()).isEqualTo(256 << 20);
        assertThat(Given.broker("haSlaveFallbehindMax=5").replicas().mostGap()).isEqualTo(5);
        assertThat(Given.broker("haSlaveFallbehindMax=5\nhaMaxGapNotInSync=7")
                        .replicas()
                        .mostGap())
                .isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "10.0.0.1:x", "http://10.0.0.1:10912"})
    void an_address_of_a_master_that_is_none_is_refused(String address) {
        assertThatThrownBy(() -> Given.text("brokerRole=SLAVE\nbrokerId=1\nhaMasterAddress=" + address))
                .isInstanceOf(BadSettings.class)
                .hasMessageContaining("haMasterAddress=" + address);
    }

    @Test
    void the_ha_port_follows_the_service_port() throws BadSettings {
        assertThat(Given.broker("listenPort=11011").identity().replicaPort()).isEqualTo(11012);
        assertThat(Given.broker("listenPort=11011\nhaListenPort=0").identity().replicaPort())
                .isEqualTo(11012);
        assertThat(Given.broker("listenPort=11011\nhaListenPort=20000")
                        .identity()
                        .replicaPort())
                .isEqualTo(20000);
    }

    @Test
    void derived_paths_are_not_moved_and_another_value_is_warned_about() throws BadSettings {
        assertThat(Given.text("storePathRootDir=/data/store\nstorePathConsumeQueue=/data/store/./consumequeue/\n")
                        .warnings())
                .isEmpty();
        assertThat(Given.text(
                                "storePathRootDir=/data/store\nstorePathConsumeQueue=/fast/cq\nstorePathIndex=/data/index\n"
                                        + "storeCheckpoint=/data/checkpoint\nabortFile=/data/abort\n")
                        .warnings())
                .hasSize(4)
                .contains("storePathConsumeQueue=/fast/cq is not used: it is always <root>/consumequeue, here"
                        + " /data/store/consumequeue");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aclEnable=true",
                "authenticationEnabled=true",
                "authorizationEnabled=TRUE",
                "enableDLegerCommitLog=true",
                "enableControllerMode=true",
                "storeType=defaultRocksDB",
                "storeType=defaultCombine",
                "configManagerVersion=v2",
                "rocksdbCQDoubleWriteEnable=true",
                "timerRocksDBEnable=true",
                "transRocksDBEnable=true",
                "indexRocksDBEnable=true",
                "popConsumerKVServiceEnable=true",
                "messageStorePlugIn=org.apache.rocketmq.tieredstore.TieredMessageStore",
                "enabledAppendPropCRC=true",
                "forceVerifyPropCRC=true"
            })
    void a_broker_is_never_weaker_than_its_file_says(String line) {
        assertThatThrownBy(() -> Given.text(line))
                .isInstanceOfSatisfying(
                        BadSettings.class, e -> assertThat(e.lines()).hasSize(1))
                .hasMessageContaining(line.lines().findFirst().orElseThrow())
                .hasMessageContaining("not built yet");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aclEnable=false",
                "storeType=default",
                "inSyncReplicas=1",
                "totalReplicas=2",
                "messageStorePlugIn=",
                "tls.server.mode=permissive"
            })
    void what_asks_for_no_protection_starts(String line) throws BadSettings {
        assertThat(Given.text(line).warnings()).isEmpty();
    }

    @Test
    void a_register_period_out_of_bounds_is_clamped() throws BadSettings {
        assertThat(Given.broker("registerNameServerPeriod=1000").registration().periodMillis())
                .isEqualTo(10_000);
        assertThat(Given.text("diskMaxUsedSpaceRatio=99").warnings())
                .containsExactly("diskMaxUsedSpaceRatio=99 is used as 95: it is kept between 10 and 95");
    }

    @Test
    void zeros_are_written_ahead_of_the_log_where_senders_wait_for_forces() throws BadSettings {
        assertThat(Given.broker("").store().zerosAhead()).isFalse();
        assertThat(Given.broker("flushDiskType=SYNC_FLUSH").store().zerosAhead())
                .isTrue();
        assertThat(Given.broker("flushDiskType=SYNC_FLUSH\nzerosAheadOfCommitLog=false")
                        .store()
                        .zerosAhead())
                .isFalse();
    }

    @Test
    void a_log_over_several_directories_needs_one_for_new_files() throws BadSettings {
        StorageSettings store = Given.broker("storePathCommitLog=/b/log, /a/log\nreadOnlyCommitLogStorePaths=/c/log")
                .store();

        assertThat(store.logDirectories()).containsExactly(Path.of("/b/log"), Path.of("/a/log"));
        assertThat(store.readOnlyLogDirectories()).containsExactly(Path.of("/c/log"));
        assertThatThrownBy(() -> Given.text("storePathCommitLog=/a/log\nreadOnlyCommitLogStorePaths=/a/log,/b/log"))
                .isInstanceOf(BadSettings.class)
                .hasMessageContaining("leaves no directory for new files");
    }
}
