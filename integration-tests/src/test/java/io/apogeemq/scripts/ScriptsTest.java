package io.apogeemq.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.scripts.Installation.Ended;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptsTest {
    @TempDir
    Path directory;

    private Installation installed;

    @BeforeEach
    void install() {
        installed = new Installation(directory.resolve("Apogee MQ"), directory.resolve("a jdk"));
    }

    @ParameterizedTest
    @CsvSource({
        "mqnamesrv, io.apogeemq.namesrv.NameServerMain, log4j2-namesrv.xml, io.apogeemq.launch.log.LateLog",
        "mqbroker, io.apogeemq.broker.BrokerMain, log4j2-broker.xml, io.apogeemq.launch.log.LateLog",
        "mqstandalone, io.apogeemq.embedded.StandaloneMain, log4j2-broker.xml, io.apogeemq.launch.log.LateLog",
        "mqstore, io.apogeemq.store.StoreMain, log4j2-mqstore.xml, org.apache.logging.slf4j.SLF4JServiceProvider",
        "quickstart, io.apogeemq.embedded.QuickstartMain, log4j2-quickstart.xml, io.apogeemq.launch.log.LateLog",
    })
    void a_script_runs_its_class_with_all_its_options(String script, String main, String logging, String provider) {
        Ended ended = installed.run(installed.bin, "sh", script, "-c", "../conf/my broker.conf", "-n", "a:1;b:2");

        assertThat(ended.status()).isZero();
        assertThat(ended.lines())
                .containsSubsequence(
                        "-server",
                        "-Dslf4j.provider=" + provider,
                        "-Dlog4j2.configurationFile="
                                + installed.home.resolve("conf").resolve(logging),
                        "-cp",
                        installed.home.resolve("lib") + "/*",
                        main,
                        "-c",
                        "../conf/my broker.conf",
                        "-n",
                        "a:1;b:2",
                        "ROCKETMQ_HOME=" + installed.home);
    }

    @Test
    void scripts_work_from_elsewhere_and_through_links() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("mqbroker"), installed.bin.resolve("mqbroker"));

        assertThat(installed.run(directory, "./mqbroker").lines()).contains(installed.home.resolve("lib") + "/*");
        assertThat(installed.run(directory, "sh", "Apogee MQ/bin/mqbroker").lines())
                .contains(installed.home.resolve("lib") + "/*");
        assertThat(installed.run(Path.of("/"), link.toString()).lines()).contains(installed.home.resolve("lib") + "/*");
    }

    @Test
    void a_source_checkout_uses_the_jars_that_its_build_left() throws IOException {
        Files.delete(installed.home.resolve("lib"));
        Path built = Files.createDirectories(installed.home.resolve("distribution/target/apogeemq-1.2.3/lib"));

        assertThat(installed.run(installed.bin, "sh", "mqnamesrv").lines())
                .contains(built + "/*", "ROCKETMQ_HOME=" + installed.home);
    }

    @Test
    void a_source_checkout_that_is_not_built_says_so() throws IOException {
        Files.delete(installed.home.resolve("lib"));

        assertThat(installed.run(installed.bin, "sh", "mqnamesrv"))
                .isEqualTo(new Ended(
                        1,
                        List.of("No jars in " + installed.home
                                + "/lib. In a source checkout, build first: mvn package -DskipTests")));
    }

    @Test
    void a_given_home_and_name_server_address_are_kept() {
        installed.with("ROCKETMQ_HOME", "/old/home").with("NAMESRV_ADDR", "a:9876;b:9876");

        assertThat(installed.run(installed.bin, "sh", "mqbroker").lines())
                .contains("ROCKETMQ_HOME=/old/home", "NAMESRV_ADDR=a:9876;b:9876")
                .contains("-Dlog4j2.configurationFile=" + installed.home + "/conf/log4j2-broker.xml");
    }

    @Test
    void the_environments_options_come_first_and_its_extensions_last() {
        installed.with("JAVA_OPT", "-Xmx1g").with("JAVA_OPT_EXT", "-Xmx256m -Dall=*");

        assertThat(installed.run(installed.bin, "sh", "mqbroker").lines())
                .startsWith("-Xmx1g", "-server")
                .containsSubsequence(
                        "-Dlog4j2.configurationFile=" + installed.home + "/conf/log4j2-broker.xml",
                        "-Xmx256m",
                        "-Dall=*",
                        "-cp");
    }

    @ParameterizedTest
    @CsvSource({
        "-Xmx256m, true, true",
        "-Xms256m -Xmx1g, true, true",
        "-XX:MaxHeapSize=1024m, true, true",
        "-Xmx1025m, false, false",
        "-Xmx8g, false, false",
        "-Xmx512m -Xmx8g, false, false",
        "-Dsome=thing, false, false",
        "-Xmx512m -XX:+UseG1GC, false, true",
        "-Xmx512m -Xmn128m, true, false",
        "-Xmx512m -XX:NewSize=64m, true, false",
    })
    void a_small_heap_is_collected_by_one_thread_unless_somebody_chooses(String given, boolean serial, boolean young) {
        List<String> lines = installed
                .with("JAVA_OPT_EXT", given)
                .run(installed.bin, "sh", "mqbroker")
                .lines();

        assertThat(lines.contains("-XX:+UseSerialGC")).isEqualTo(serial);
        assertThat(lines.contains("-XX:MaxNewSize=32m")).isEqualTo(young);
        assertThat(lines).doesNotContain("");
    }

    @Test
    void c2_takes_less_into_a_caller_unless_somebody_chooses() {
        assertThat(installed.run(installed.bin, "sh", "mqbroker").lines()).contains("-XX:InlineSmallCode=1200");
        assertThat(installed
                        .with("JAVA_OPT", "-XX:InlineSmallCode=2000")
                        .run(installed.bin, "sh", "mqbroker")
                        .lines())
                .contains("-XX:InlineSmallCode=2000")
                .doesNotContain("-XX:InlineSmallCode=1200");
    }

    /** As a course tells its readers to edit the script, once as it is meant and once as it is printed. */
    @ParameterizedTest
    @CsvSource({
        "'JAVA_OPT=\"${JAVA_OPT} -server -Xms256m -Xmx256m -Xmn128m\"'",
        "'JAVA_OPT=\"{JAVA_OPT} -server -Xms256m -Xmx256m -Xmn128m\"'"
    })
    void the_line_of_the_heap_can_be_replaced(String line) throws IOException {
        Path script = installed.bin.resolve("runbroker.sh");
        List<String> lines = Files.readAllLines(script);
        lines.replaceAll(each -> each.startsWith("JAVA_OPT=") ? line : each);
        Files.write(script, lines);

        assertThat(installed.run(installed.bin, "sh", "mqbroker").lines())
                .startsWith("-server", "-Xms256m", "-Xmx256m", "-Xmn128m");
    }

    @ParameterizedTest
    @CsvSource({"17.0.15, false", "21.0.8, false", "23, false", "24.0.1, true", "25, true", "26-ea, true"})
    void newer_javas_are_told_what_the_network_library_needs(String version, boolean told) {
        List<String> lines = installed
                .javaOfVersion(version)
                .run(installed.bin, "sh", "mqbroker")
                .lines();

        assertThat(lines.contains("--enable-native-access=ALL-UNNAMED")).isEqualTo(told);
        assertThat(lines.contains("--sun-misc-unsafe-memory-access=allow")).isEqualTo(told);
    }

    @Test
    void native_code_is_found_beside_the_jars() {
        assertThat(installed.run(installed.bin, "sh", "mqbroker").lines())
                .contains("-Djava.library.path=" + installed.home.resolve("lib/META-INF/native"));
    }

    @Test
    void a_quickstart_archives_the_classes_and_servers_use_them_until_a_jar_is_newer() throws IOException {
        String archive = installed.home.resolve("lib/classes-17.0.15.jsa").toString();
        assertThat(installed.run(installed.bin, "sh", "mqbroker").lines()).noneMatch(each -> each.contains(archive));

        installed.run(installed.bin, "sh", "quickstart");
        assertThat(installed.home.resolve("lib")).isDirectoryContaining("glob:**/classes-17.0.15.jsa");
        assertThat(installed.run(installed.bin, "sh", "mqbroker").lines()).contains("-XX:SharedArchiveFile=" + archive);

        Path jar = Files.createFile(installed.home.resolve("lib/new.jar"));
        Files.setLastModifiedTime(jar, FileTime.fromMillis(0));
        assertThat(installed.run(installed.bin, "sh", "mqbroker").lines()).noneMatch(each -> each.contains(archive));
    }

    @Test
    void from_25_on_a_quickstart_archives_them_linked() throws IOException {
        installed.javaOfVersion("25.0.1");
        String archive = installed.home.resolve("lib/classes-25.0.1.aot").toString();
        assertThat(installed.run(installed.bin, "sh", "quickstart").lines()).contains("-XX:AOTMode=record");

        assertThat(installed.run(installed.bin, "sh", "mqbroker").lines()).contains("-XX:AOTCache=" + archive);
    }

    @ParameterizedTest
    @ValueSource(strings = {"17.0.15", "25.0.1"})
    void an_archive_has_its_name_when_it_is_whole(String version) throws IOException {
        installed.javaOfVersion(version);
        String name = "classes-" + version + (version.startsWith("25") ? ".aot" : ".jsa");

        assertThat(installed
                        .with("JAVA_STATUS", "143")
                        .run(installed.bin, "sh", "quickstart")
                        .status())
                .isEqualTo(143);
        assertThat(installed.home.resolve("lib")).isEmptyDirectory();

        List<String> made = installed
                .with("JAVA_STATUS", "0")
                .run(installed.bin, "sh", "quickstart")
                .lines();
        assertThat(made).noneMatch(each -> each.endsWith(name));
        try (Stream<Path> files = Files.list(installed.home.resolve("lib"))) {
            assertThat(files.map(each -> each.getFileName().toString())).containsExactly(name);
        }
    }

    @Test
    void what_a_second_run_leaves_half_done_is_no_archive() {
        Ended ended =
                installed.javaOfVersion("25.0.1").with("CREATE_STATUS", "1").run(installed.bin, "sh", "quickstart");

        assertThat(ended.status()).isZero();
        assertThat(installed.home.resolve("lib")).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mqstore", "mqshutdown", "quickstart"})
    void every_script_knows_its_version(String script) {
        assertThat(installed.run(installed.bin, "sh", script, "--version").lines())
                .contains("io.apogeemq.version.VersionMain")
                .noneMatch(each -> each.contains("ArchiveClassesAtExit"));
    }

    /** The build holds on until the second quickstart has said that it waits. */
    @Test
    void two_quickstarts_in_a_checkout_that_is_not_built_build_it_once() throws Exception {
        Files.delete(installed.home.resolve("lib"));
        installed.write(installed.home.resolve("pom.xml"), "");
        Path tools = directory.resolve("tools");
        installed.write(tools.resolve("mvn"), """
                #!/bin/sh
                home=$(dirname "$2")
                echo built >>"$home/builds"
                until [ -e "$home/go" ]; do sleep 0.05; done
                mkdir -p "$home/distribution/target/apogeemq-1.2.3/lib"
                : >"$home/distribution/target/apogeemq-1.2.3.tar.gz"
                """);
        assertThat(tools.resolve("mvn").toFile().setExecutable(true)).isTrue();
        installed.with("PATH", tools + ":" + System.getenv("PATH"));
        Process first = installed.start(installed.bin, "sh", "quickstart");
        try (BufferedReader one = first.inputReader()) {
            assertThat(one.readLine()).startsWith("Building");
            Process second = installed.start(installed.bin, "sh", "quickstart");
            try (BufferedReader two = second.inputReader()) {
                assertThat(two.readLine()).isEqualTo("Waiting for another quickstart, which builds this checkout ...");
                Files.createFile(installed.home.resolve("go"));

                assertThat(one.lines()).contains("io.apogeemq.embedded.QuickstartMain");
                assertThat(two.lines())
                        .contains("io.apogeemq.embedded.QuickstartMain")
                        .noneMatch(line -> line.startsWith("Building"));
            } finally {
                second.destroyForcibly();
            }
        } finally {
            first.destroyForcibly();
        }
        assertThat(installed.home.resolve("builds")).hasContent("built\n");
    }

    @Test
    void an_old_java_is_refused_by_name() {
        assertThat(installed.javaOfVersion("1.8.0_402").run(installed.bin, "sh", "mqbroker"))
                .isEqualTo(new Ended(
                        1,
                        List.of("ApogeeMQ needs Java 17 or newer, and " + directory.resolve("a jdk")
                                + "/bin/java is older. Set JAVA_HOME to a newer one.")));
    }

    @Test
    void a_wrong_java_home_is_named() {
        installed.with("JAVA_HOME", "/no/such/jdk");

        assertThat(installed.run(installed.bin, "sh", "mqnamesrv"))
                .isEqualTo(new Ended(
                        1,
                        List.of("JAVA_HOME is /no/such/jdk, but there is no program bin/java in it."
                                + " Set JAVA_HOME to a JDK of version 17 or newer.")));
    }

    @ParameterizedTest
    @CsvSource({"broker, mqbroker", "namesrv, mqnamesrv", "standalone, mqstandalone"})
    void there_is_nothing_to_shut_down(String which, String name) throws IOException {
        leaveRealServersAlone();

        assertThat(installed.run(installed.bin, "sh", "mqshutdown", which))
                .isEqualTo(new Ended(1, List.of("No " + name + " running.")));
    }

    @Test
    void a_running_server_is_asked_to_stop() throws IOException, InterruptedException {
        leaveRealServersAlone();
        Process server =
                new ProcessBuilder("sh", "-c", "read forever", "io.apogeemq.no.broker.BrokerMain", "-c", "x").start();

        Ended ended = installed.run(installed.bin, "sh", "mqshutdown", "broker");

        assertThat(ended.lines())
                .containsExactly(
                        "The mqbroker(" + server.pid() + ") is running...",
                        "Send shutdown request to mqbroker(" + server.pid() + ") OK");
        assertThat(ended.status()).isZero();
        assertThat(server.waitFor()).isNotZero();
    }

    /** Changes the names of the classes that are looked for: servers may run on this machine. */
    private void leaveRealServersAlone() throws IOException {
        Path script = installed.bin.resolve("mqshutdown");
        Files.writeString(script, Files.readString(script).replace("io.apogeemq", "io.apogeemq.no"));
    }

    @Test
    void shutting_down_something_unknown_prints_what_there_is() {
        assertThat(installed.run(installed.bin, "sh", "mqshutdown", "everything"))
                .isEqualTo(new Ended(1, List.of("Usage: mqshutdown broker|namesrv|standalone")));
    }
}
