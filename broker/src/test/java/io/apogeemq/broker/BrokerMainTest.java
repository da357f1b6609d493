package io.apogeemq.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.broker.settings.BrokerSettings;
import io.apogeemq.launch.Prepared;
import io.apogeemq.launch.ServerCommand;
import io.apogeemq.settings.Environment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerMainTest {
    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void a_file_and_an_address_make_settings() throws IOException {
        Path file = Files.writeString(directory.resolve("broker.conf"), "brokerName=broker-a\nnamesrvAddr=a:1\n");

        Prepared prepared = prepare("-c", file.toString(), "-n", "10.0.0.1:9876;10.0.0.2:9876");

        BrokerSettings broker = BrokerSettings.of(prepared.settings().orElseThrow());
        assertThat(broker.identity().name()).isEqualTo("broker-a");
        assertThat(broker.identity().nameServers()).containsExactly("10.0.0.1:9876", "10.0.0.2:9876");
        assertThat(prepared.configFile().orElseThrow().path()).isEqualTo(file);
        assertThat(out.toString(UTF_8)).isEmpty();
        assertThat(err.toString(UTF_8)).isEmpty();
    }

    @Test
    void without_options_it_starts_with_the_defaults() {
        assertThat(prepare().settings()).isPresent();
    }

    @Test
    void help_is_printed_and_nothing_starts() {
        Prepared prepared = prepare("-h");

        assertThat(prepared.settings()).isEmpty();
        assertThat(prepared.exitStatus()).isZero();
        assertThat(out.toString(UTF_8)).startsWith("usage: mqbroker [-c <arg>] [-h] [-m] [-n <arg>] [-p] [-v]\n");
    }

    @Test
    void a_wrong_option_is_told_with_the_help() {
        assertThat(prepare("-x").exitStatus()).isEqualTo(1);
        assertThat(err.toString(UTF_8).strip()).isEqualTo("Unrecognized option: -x");
        assertThat(out.toString(UTF_8)).contains("--printConfigItem");

        assertThat(prepare("-c").exitStatus()).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("Missing argument for option: c");
    }

    /** A tutorial's line, and a forgotten -c. */
    @Test
    void words_that_are_left_over_are_told() {
        assertThat(prepare("-n", "localhost:9876", "autoCreateTopicEnable=true").settings())
                .isPresent();

        assertThat(prepare("../conf/broker.conf").exitStatus()).isEqualTo(1);
        assertThat(err.toString(UTF_8).strip())
                .isEqualTo("Unexpected word: ../conf/broker.conf (a configuration file is given with -c)");
    }

    @Test
    void an_empty_list_of_name_servers_on_the_command_line_is_refused() {
        assertThat(prepare("-n", "").exitStatus()).isEqualTo(-3);
        assertThat(err.toString(UTF_8)).startsWith("-n is empty");
    }

    @Test
    void the_version_is_printed_with_its_commit() {
        assertThat(prepare("--version").exitStatus()).isZero();
        assertThat(out.toString(UTF_8)).matches("ApogeeMQ \\d\\S+ \\(commit [^)]+\\)\n");
    }

    @Test
    void all_settings_in_force_are_printed_on_request() throws IOException {
        Path file = Files.writeString(directory.resolve("broker.conf"), "listenPort = 11011\nmaxMessageSize=65536 \n");

        Prepared prepared = prepare("-c", file.toString(), "-p");

        assertThat(prepared.exitStatus()).isZero();
        assertThat(prepared.settings()).isEmpty();
        assertThat(out.toString(UTF_8).lines())
                .hasSizeGreaterThan(450)
                .isSorted()
                .contains(
                        "listenPort=11011", "haListenPort=11012", "maxMessageSize=65536", "flushDiskType=ASYNC_FLUSH");
    }

    @Test
    void the_important_ones_are_printed_on_request() {
        assertThat(prepare("--printImportantConfig").exitStatus()).isZero();
        assertThat(out.toString(UTF_8).lines())
                .hasSizeBetween(30, 60)
                .contains("brokerName=host-1", "listenPort=10911", "flushDiskType=ASYNC_FLUSH", "inSyncReplicas=1")
                .doesNotContain("regionId=DefaultRegion");
    }

    @Test
    void what_keeps_it_from_starting_is_one_line_each_and_no_stack() throws IOException {
        Path missing = directory.resolve("none.conf");
        assertThat(prepare("-c", missing.toString()).exitStatus()).isEqualTo(-1);
        assertThat(err.toString(UTF_8).lines())
                .containsExactly("cannot read the configuration file " + missing + ": there is no such file");

        err.reset();
        Path bad = Files.writeString(directory.resolve("bad.conf"), "listenPort=1O911\n");
        assertThat(prepare("-c", bad.toString()).exitStatus()).isEqualTo(-1);
        assertThat(err.toString(UTF_8).lines())
                .containsExactly("listenPort=1O911 in " + bad + ": expected a whole number from 3 to 65535");

        err.reset();
        assertThat(prepare("-n", "abc").exitStatus()).isEqualTo(-3);
        assertThat(err.toString(UTF_8).lines()).hasSize(1);
    }

    @Test
    void without_an_installation_it_says_which_variable_to_set() {
        Environment homeless = new Environment("", "", "/home/mq", "host-1", "10.0.0.5", 2, "", Map.of());

        Prepared prepared = prepare(homeless);

        assertThat(prepared.exitStatus()).isEqualTo(-2);
        assertThat(err.toString(UTF_8).strip())
                .isEqualTo("Please set the ROCKETMQ_HOME variable in your environment to match the location of the"
                        + " RocketMQ installation");
    }

    @Test
    void the_path_of_the_file_is_known_to_the_settings() throws IOException {
        Path file = Files.writeString(directory.resolve("broker.conf"), "brokerConfigPath=/elsewhere\n");

        assertThat(prepare("-c", file.toString()).settings().orElseThrow().warnings())
                .singleElement()
                .asString()
                .startsWith("brokerConfigPath=/elsewhere is not used: it is always the file given with -c");
    }

    private Prepared prepare(String... args) {
        return prepare(new Environment("/opt/mq", "", "/home/mq", "host-1", "10.0.0.5", 2, "", Map.of()), args);
    }

    private Prepared prepare(Environment environment, String... args) {
        return new ServerCommand(
                        BrokerMain.SERVER,
                        environment,
                        "",
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8))
                .prepare(args);
    }
}
