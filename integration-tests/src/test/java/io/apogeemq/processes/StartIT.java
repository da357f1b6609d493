package io.apogeemq.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.nodes.Node;
import io.apogeemq.nodes.Places;
import io.apogeemq.nodes.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartIT {
    private Path directory;
    private Node server;
    private Node other;

    @BeforeEach
    void place(TestInfo test) {
        directory = Places.empty("start-" + test.getTestMethod().orElseThrow().getName());
        server = new Node("mqbroker", directory.resolve("one"));
        other = new Node("mqbroker", directory.resolve("other"));
    }

    @AfterEach
    void end() {
        server.close();
        other.close();
    }

    @Test
    void a_broker_starts_without_a_name_server_and_says_where_it_listens() {
        int port = Ports.free();
        server.configuration(broker(port)).start().awaitBoot();

        assertThat(server.output())
                .contains("The broker[broker-a, 127.0.0.1:" + port + "] boot success. serializeType=JSON");
    }

    @Test
    void a_name_server_says_where_it_listens() {
        int port = Ports.free();
        Node nameServer = new Node("mqnamesrv", directory.resolve("namesrv"));
        try (nameServer) {
            nameServer.configuration(nameServer(port)).start().awaitBoot();

            assertThat(nameServer.output())
                    .contains("The Name Server boot success. serializeType=JSON, address 0.0.0.0:" + port);
        }
    }

    @Test
    void a_broker_whose_port_is_taken_says_so() {
        Map<String, String> settings = broker(Ports.free());
        server.configuration(settings).start().awaitBoot();
        settings.put("storePathRootDir", other.directory().resolve("store").toString());
        other.configuration(settings).start();

        assertRefused(other, settings.get("listenPort"));
        assertThat(other.output()).contains("the port is listenPort, the address bindAddress");
        assertThat(server.isRunning()).isTrue();
    }

    @Test
    void a_start_and_a_stop_stand_in_the_log() {
        Map<String, String> settings = broker(Ports.free());
        server.configuration(settings).start().awaitBoot();
        server.stop();

        assertThat(log("broker-" + settings.get("listenPort")))
                .content()
                .containsPattern("ApogeeMQ \\S+ \\(commit .*\\) starts: broker broker-a \\(ASYNC_MASTER, id 0\\)")
                .contains("store " + settings.get("storePathRootDir"), "Java " + System.getProperty("java.version"))
                .contains("stops: the process was asked to end")
                .containsPattern("the broker broker-a has stopped in order, in \\d+ ms");
    }

    @Test
    void a_name_servers_start_and_stop_stand_in_the_log() {
        Map<String, String> settings = nameServer(Ports.free());
        try (Node nameServer = new Node("mqnamesrv", server.directory())) {
            nameServer.configuration(settings).start().awaitBoot();
            nameServer.stop();
        }

        assertThat(log("namesrv-" + settings.get("listenPort")))
                .content()
                .contains(" starts: NameServer, port " + settings.get("listenPort"))
                .containsPattern("the NameServer has stopped in order, in \\d+ ms");
    }

    @Test
    void a_wrong_setting_stands_in_the_log_too() {
        Map<String, String> settings = broker(Ports.free());
        settings.put("flushDiskTyp", "SYNC_FLUSH");
        server.configuration(settings).start();

        assertRefused(server, "flushDiskTyp");
        assertThat(log("broker-" + settings.get("listenPort")))
                .content()
                .contains("The broker does not start: unknown key flushDiskTyp");
    }

    /** In its place lies a file. */
    @Test
    void without_a_log_directory_the_log_comes_to_the_terminal() throws IOException {
        Files.createDirectories(server.directory());
        Files.createFile(server.directory().resolve("logs"));
        server.configuration(broker(Ports.free())).start().awaitBoot();

        assertThat(server.output().lines())
                .as(server.output())
                .anyMatch(line -> line.startsWith("The log does not open, what would be in it is written here: "))
                .anyMatch(line -> line.contains(" starts: broker broker-a"))
                .noneMatch(line -> line.startsWith("\tat "))
                .hasSizeLessThan(60);
    }

    @Test
    void a_name_server_whose_port_is_taken_says_so() {
        Map<String, String> settings = nameServer(Ports.free());
        Node first = new Node("mqnamesrv", directory.resolve("first"));
        Node second = new Node("mqnamesrv", directory.resolve("second"));
        try (first;
                second) {
            first.configuration(settings).start().awaitBoot();
            second.configuration(settings).start();

            assertRefused(second, settings.get("listenPort"));
        }
    }

    @Test
    void a_second_broker_on_the_same_store_is_refused() {
        Map<String, String> settings = broker(Ports.free());
        server.configuration(settings).start().awaitBoot();
        settings.put("listenPort", String.valueOf(Ports.free()));
        other.configuration(settings).start();

        assertRefused(other, settings.get("storePathRootDir"));
        assertThat(server.isRunning()).isTrue();
    }

    @Test
    void a_store_that_cannot_be_written_is_named() throws IOException {
        Path file = Files.createFile(directory.resolve("a file"));
        Map<String, String> settings = broker(Ports.free());
        settings.put("storePathRootDir", file.resolve("store").toString());
        server.configuration(settings).start();

        assertRefused(server, file.toString());
    }

    @ParameterizedTest
    @CsvSource({"mqbroker", "mqnamesrv"})
    void a_configuration_file_that_cannot_be_read_is_named(String script) {
        try (Node node = new Node(script, directory.resolve(script))) {
            node.arguments("-c", "/no/such/file.properties").start();

            assertRefused(node, "/no/such/file.properties");
        }
    }

    /** Each line of a file, and what the refusal has to name. */
    @ParameterizedTest
    @CsvSource({
        "flushDiskTyp, SYNC_FLUSH, flushDiskType",
        "fileReservedTime, two days, fileReservedTime",
        "brokerRole, MASTER, brokerRole",
        "aclEnable, true, aclEnable",
        "enableDLegerCommitLog, true, enableDLegerCommitLog",
    })
    void a_wrong_line_stops_the_start_and_is_named(String key, String value, String named) {
        Map<String, String> settings = broker(Ports.free());
        settings.put(key, value);
        server.configuration(settings).start();

        assertRefused(server, named);
    }

    @Test
    void an_unknown_key_is_only_warned_about_when_asked() {
        Map<String, String> settings = broker(Ports.free());
        settings.put("flushDiskTyp", "SYNC_FLUSH");
        settings.put("lenientConfig", "true");

        server.configuration(settings).start().awaitBoot();

        assertThat(server.output()).contains("flushDiskTyp");
    }

    @Test
    void an_address_without_a_port_is_refused_in_the_known_words() {
        server.configuration(broker(Ports.free())).arguments("-n", "10.0.0.1").start();

        assertThat(server.awaitEnd()).isEqualTo(253);
        assertThat(server.output())
                .contains("The Name Server Address[10.0.0.1] illegal, please set it as follows,"
                        + " \"127.0.0.1:9876;192.168.0.1:9876\"");
    }

    @Test
    void a_slave_needs_a_number_of_its_own() {
        Map<String, String> settings = broker(Ports.free());
        settings.put("brokerRole", "SLAVE");
        server.configuration(settings).start();

        assertThat(server.awaitEnd()).isEqualTo(253);
        assertThat(server.output()).contains("Slave's brokerId must be > 0");
    }

    @ParameterizedTest
    @CsvSource({
        "mqbroker, -h, 0, mqbroker",
        "mqbroker, -p, 0, brokerClusterName=DefaultCluster",
        "mqbroker, -m, 0, brokerClusterName=DefaultCluster",
        "mqbroker, -z, 1, -z",
        "mqnamesrv, -h, 0, mqnamesrv",
        "mqnamesrv, -p, 0, listenPort=9876",
        "mqnamesrv, -z, 1, -z",
    })
    void options_that_only_print(String script, String option, int status, String printed) {
        try (Node node = new Node(script, directory.resolve(script))) {
            node.arguments(option).start();

            assertThat(node.awaitEnd()).isEqualTo(status);
            assertThat(node.output()).contains(printed);
        }
    }

    /** All that lies in the archive can run there. */
    @Test
    void every_command_of_the_archive_knows_its_version() throws IOException {
        List<String> commands;
        try (Stream<Path> files = Files.list(Node.home().resolve("bin"))) {
            commands = files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".sh"))
                    .toList();
        }

        assertThat(commands).contains("mqbroker", "mqnamesrv", "mqshutdown", "mqstore", "quickstart");
        for (String command : commands) {
            try (Node node = new Node(command, directory.resolve(command))) {
                node.arguments("--version").start();

                assertThat(node.awaitEnd()).as(node.output()).isZero();
                assertThat(node.output()).as(command).matches("ApogeeMQ \\S+ \\(commit [^)]+\\)\\s+");
            }
        }
    }

    @Test
    void a_broker_that_is_asked_to_stop_leaves_no_abort_file_and_starts_again() {
        server.configuration(broker(Ports.free())).start().awaitBoot();
        Path abort = server.directory().resolve("store/abort");
        assertThat(abort).exists();

        assertThat(server.stop()).isZero();

        assertThat(abort).doesNotExist();
        server.start().awaitBoot();
    }

    @Test
    void brokers_of_one_user_have_log_files_of_their_own() {
        Map<String, String> settings = broker(Ports.free());
        Map<String, String> others = broker(Ports.free());
        others.put("storePathRootDir", other.directory().resolve("store").toString());
        others.put("brokerName", "broker-b");
        String sameHome = "-Xmx256m -Duser.home=" + directory;

        server.environment("JAVA_OPT_EXT", sameHome)
                .configuration(settings)
                .start()
                .awaitBoot();
        other.environment("JAVA_OPT_EXT", sameHome)
                .configuration(others)
                .start()
                .awaitBoot();

        Path logs = directory.resolve("logs/rocketmqlogs");
        assertThat(logs.resolve("broker-" + settings.get("listenPort") + ".log"))
                .content()
                .contains("broker-a")
                .doesNotContain("broker-b");
        assertThat(logs.resolve("broker-" + others.get("listenPort") + ".log"))
                .content()
                .contains("broker-b")
                .doesNotContain("broker-a");
    }

    /** What an operator needs: a status that says failure, and in few lines what is wrong. */
    private static void assertRefused(Node node, String named) {
        assertThat(node.awaitEnd()).isNotZero();
        assertThat(node.output().lines())
                .as(node.output())
                .anyMatch(line -> line.contains(named))
                .noneMatch(line -> line.startsWith("\tat "))
                .noneMatch(line -> line.contains("boot success"))
                .hasSizeLessThan(10);
    }

    private Map<String, String> broker(int port) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("brokerName", "broker-a");
        settings.put("brokerIP1", "127.0.0.1");
        settings.put("listenPort", String.valueOf(port));
        settings.put("storePathRootDir", server.directory().resolve("store").toString());
        settings.put("mappedFileSizeCommitLog", String.valueOf(16 << 20));
        return settings;
    }

    private Path log(String name) {
        return server.directory().resolve("logs/rocketmqlogs/" + name + ".log");
    }

    private Map<String, String> nameServer(int port) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("listenPort", String.valueOf(port));
        settings.put("kvConfigPath", directory.resolve("kvConfig.json").toString());
        return settings;
    }
}
