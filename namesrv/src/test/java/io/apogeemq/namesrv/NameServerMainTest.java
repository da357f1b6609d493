package io.apogeemq.namesrv;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.launch.Prepared;
import io.apogeemq.launch.ServerCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NameServerMainTest {
    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void help_is_printed_and_is_no_failure() {
        assertThat(start("-h").exitStatus()).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("usage: mqnamesrv [-c <arg>]");
    }

    @Test
    void an_unknown_option_is_named_with_the_help() {
        assertThat(start("-x").exitStatus()).isEqualTo(1);

        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualToIgnoringNewLines("Unrecognized option: -x");
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("usage: mqnamesrv");
    }

    @Test
    void all_settings_are_printed_with_the_file_applied() throws IOException {
        Path file = write("orderMessageEnable = true \n");

        assertThat(start("-c", file.toString(), "-p").exitStatus()).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .isSorted()
                .contains("orderMessageEnable=true", "listenPort=9876", "configStorePath=" + file);
    }

    @Test
    void what_is_wrong_with_a_file_is_told_in_one_line() throws IOException {
        assertThat(start("-c", directory.resolve("none.conf").toString()).exitStatus())
                .isNotZero();
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .contains("none.conf", "no such file");

        err.reset();
        assertThat(start("-c", write("listenPrt=9877").toString()).exitStatus()).isNotZero();
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .contains("listenPrt", "listenPort");

        err.reset();
        assertThat(start("-c", write("enableControllerInNamesrv=true").toString())
                        .exitStatus())
                .isNotZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("enableControllerInNamesrv");
    }

    @Test
    void without_a_home_it_does_not_start() {
        assertThat(command("").prepare(new String[0]).exitStatus()).isEqualTo(-2);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("Please set the ROCKETMQ_HOME variable");
    }

    @Test
    void a_port_that_is_taken_ends_it_and_a_free_one_starts_it() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path file = write("bindAddress=127.0.0.1\nlistenPort=" + taken.getLocalPort() + "\nkvConfigPath="
                    + directory.resolve("kv.json"));
            assertThat(running("-c", file.toString())).isNull();
        }
        Path file = write("bindAddress=127.0.0.1\nlistenPort=0\nkvConfigPath=" + directory.resolve("kv.json"));

        try (NameServerProcess process = running("-n", "ignored:9876", "-c", file.toString())) {
            assertThat(process.address().getPort()).isPositive();
        }
    }

    @Test
    void a_kv_file_that_is_broken_for_good_ends_it() throws IOException {
        Path kv = Files.writeString(directory.resolve("kv.json"), "{");
        Path file = write("bindAddress=127.0.0.1\nlistenPort=0\nkvConfigPath=" + kv);

        assertThat(running("-c", file.toString())).isNull();
    }

    private Prepared start(String... args) {
        return command(directory.toString()).prepare(args);
    }

    private @Nullable NameServerProcess running(String... args) {
        Prepared prepared = start(args);
        return NameServerMain.start(prepared.settings().orElseThrow(), prepared);
    }

    private ServerCommand command(String home) {
        return new ServerCommand(NameServerMain.SERVER, TestSettings.environment(home), "", print(out), print(err));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private Path write(String properties) throws IOException {
        return Files.writeString(directory.resolve("namesrv.conf"), properties);
    }
}
