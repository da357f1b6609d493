package io.apogeemq.broker.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apogeemq.settings.BadSettings;
import io.apogeemq.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The four files of the course's 2m-2s cluster, as printed: the store under {@code /rocketmq/store}. */
class CourseFilesTest {

    @ParameterizedTest
    @ValueSource(strings = {"broker-a", "broker-b"})
    void its_masters_start_as_printed(String name) throws BadSettings {
        Settings settings = Given.file("course/" + name + ".properties");

        BrokerSettings broker = BrokerSettings.of(settings);
        assertThat(broker.identity().clusterName()).isEqualTo("rocketmq-cluster");
        assertThat(broker.identity().name()).isEqualTo(name);
        assertThat(broker.identity().id()).isZero();
        assertThat(broker.identity().nameServers())
                .containsExactly("rocketmq-nameserver1:9876", "rocketmq-nameserver2:9876");
        assertThat(broker.topics().defaultQueueCount()).isEqualTo(4);
        assertThat(broker.messages().largestBodyLength()).isEqualTo(65536);
        StorageSettings store = broker.store();
        assertThat(store.delaysMillis()).hasSize(18).endsWith(7_200_000L);
        assertThat(store)
                .isEqualTo(new StorageSettings(
                        Path.of("/rocketmq/store"),
                        List.of(Path.of("/rocketmq/store/commitlog")),
                        List.of(),
                        1 << 30,
                        300_000,
                        FlushMode.SYNC_FLUSH,
                        5000,
                        true,
                        store.delaysMillis(),
                        new StorageSettings.LogPace(500, 4, 10_000, true),
                        new StorageSettings.QueuePace(1000, 2, 60_000),
                        true,
                        4 << 20));
        assertThat(settings.warnings()).isEmpty();
        assertThat(broker.replicas().acks()).isEqualTo(2);
        assertThat(settings.summary()).isEmpty();
        assertThat(broker.retention().hours()).containsExactly(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"broker-a-s", "broker-b-s"})
    void its_slaves_start_as_printed(String name) throws BadSettings {
        Settings settings = Given.file("course/" + name + ".properties");

        assertThat(settings.warnings()).isEmpty();
        assertThat(BrokerSettings.of(settings).identity().role()).isEqualTo(BrokerRole.SLAVE);
    }

    @Test
    void its_commented_keys_are_known_too() throws BadSettings {
        String switchedOn = Given.resource("course/broker-a.properties")
                .lines()
                .map(line -> line.matches("#[a-zA-Z]\\w*=.*") ? line.substring(1) : line)
                .collect(Collectors.joining("\n"));

        Settings settings = Given.text(switchedOn);

        assertThat(settings.summary().orElseThrow())
                .contains(
                        "sendMessageThreadPoolNums",
                        "pullMessageThreadPoolNums",
                        "checkTransactionMessageEnable",
                        "destroyMappedFileIntervalForcibly");
        assertThat(settings.warnings()).isEmpty();
    }

    /** What the conformance suite gives to a broker beside the keys of these files. */
    @Test
    void the_keys_of_the_conformance_suite_are_known() throws BadSettings {
        Settings settings = Given.text("""
                brokerClusterName=CompatCluster
                namesrvAddr=127.0.0.1:19000;127.0.0.1:19001
                brokerIP1=127.0.0.1
                brokerIP2=127.0.0.1
                listenPort=19010
                haListenPort=19013
                mappedFileSizeCommitLog=67108864
                mappedFileSizeConsumeQueue=120000
                maxHashSlotNum=50000
                maxIndexNum=200000
                enablePropertyFilter=true
                traceTopicEnable=true
                recallMessageEnable=true
                transactionTimeOut=3000
                transactionCheckInterval=3000
                waitTimeMillsInSendQueue=2000
                diskMaxUsedSpaceRatio=95
                osPageCacheBusyTimeOutMills=5000
                slaveReadEnable=true
                """);

        assertThat(settings.warnings()).isEmpty();
        assertThat(BrokerSettings.of(settings).identity().replicaPort()).isEqualTo(19013);
        assertThat(BrokerSettings.of(settings).topics().traceTopic()).isTrue();
    }

    @Test
    void the_delay_levels_are_read_and_kept() throws BadSettings {
        Settings settings = Given.text("messageDelayLevel=1s 5m 2h 1d\n");

        assertThat(settings.get(DelayLevels.LEVELS).millis()).containsExactly(1000L, 300_000L, 7_200_000L, 86_400_000L);
        assertThat(settings.all()).containsAllEntriesOf(Map.of("messageDelayLevel", "1s 5m 2h 1d"));
        assertThatThrownBy(() -> Given.text("messageDelayLevel=1s five\n")).hasMessageContaining("expected times like");
    }
}
