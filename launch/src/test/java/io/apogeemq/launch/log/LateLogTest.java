package io.apogeemq.launch.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With log4j, in processes of their own, because a process has one provider and ends once: {@link LateLogProgram}. */
class LateLogTest {
    private static final String CONFIGURATION = """
            <Configuration status="error" shutdownHook="disable">
              <Appenders>
                <Console name="out"><PatternLayout pattern="%p %t %c %d{UNIX_MILLIS} ${sys:suffix:-} - %m%n%ex"/></Console>
              </Appenders>
              <Loggers>
                <Logger name="loud" level="debug"/>
                <Root level="info"><AppenderRef ref="out"/></Root>
              </Loggers>
            </Configuration>
            """;

    @TempDir
    private Path directory;

    private Path configuration;

    @BeforeEach
    void configure() throws IOException {
        configuration = Files.writeString(directory.resolve("log4j2.xml"), CONFIGURATION);
    }

    @Test
    void a_process_that_ends_before_its_log_is_open_leaves_its_lines_with_their_own_time_and_thread() throws Exception {
        List<String> lines = run("end");

        long said = Long.parseLong(lines.get(0));
        assertThat(lines).hasSize(3);
        String[] words = lines.get(1).split(" ");
        assertThat(words).startsWith("INFO", "speaker", "usual").endsWith("with", "7");
        assertThat(Long.parseLong(words[3])).isLessThanOrEqualTo(said);
        assertThat(words[4]).as("a property that was set before the log opened").isEqualTo("set-late");
    }

    @Test
    void a_first_line_while_the_process_is_ending_is_written() throws Exception {
        assertThat(run("last")).singleElement().asString().endsWith(" - said at the end");
    }

    /** As when another thread was about to open it. */
    @ParameterizedTest
    @ValueSource(strings = {" shutdownHook=\"disable\"", ""})
    void a_log_opens_also_while_the_process_is_ending(String hook) throws Exception {
        Files.writeString(configuration, CONFIGURATION.replace(" shutdownHook=\"disable\"", hook));

        assertThat(run("opening")).singleElement().asString().endsWith(" - said while it ends");
    }

    @Test
    void levels_are_those_of_the_configuration_before_and_after_the_opening() throws Exception {
        assertThat(run("levels"))
                .extracting(line -> line.replaceAll("^(\\w+) \\w+ (\\w+) .* - ", "$1 $2 "))
                .containsExactly(
                        "DEBUG loud kept",
                        "INFO usual kept",
                        "ERROR usual opens",
                        "DEBUG loud written",
                        "loud true true false, usual false true");
    }

    @Test
    void lines_of_several_threads_come_once_and_in_order_though_the_log_opens_meanwhile() throws Exception {
        List<String> lines = run("many");

        for (int thread = 0; thread < LateLogProgram.THREADS; thread++) {
            String speaker = "speaker-" + thread;
            assertThat(lines.stream()
                            .filter(line -> line.contains(speaker))
                            .map(line -> line.substring(line.indexOf(" - ") + 3)))
                    .containsExactlyElementsOf(IntStream.range(0, LateLogProgram.LINES)
                            .mapToObj(Integer::toString)
                            .toList());
        }
    }

    @Test
    void a_file_that_cannot_be_opened_is_told_in_one_line_and_the_lines_come_to_the_terminal() throws Exception {
        Path file = Files.writeString(directory.resolve("a file"), "");
        Files.writeString(configuration, """
                <Configuration status="off" shutdownHook="disable">
                  <Appenders>
                    <RollingFile name="one" fileName="%s/one.log" filePattern="%s/one.%%i.log">
                      <PatternLayout pattern="%%m%%n"/>
                      <SizeBasedTriggeringPolicy size="8 MB"/>
                    </RollingFile>
                    <RollingFile name="two" fileName="%s/two.log" filePattern="%s/two.%%i.log">
                      <PatternLayout pattern="%%m%%n"/>
                      <SizeBasedTriggeringPolicy size="8 MB"/>
                    </RollingFile>
                  </Appenders>
                  <Loggers>
                    <Logger name="loud" level="debug"><AppenderRef ref="two"/></Logger>
                    <Root level="info"><AppenderRef ref="one"/></Root>
                  </Loggers>
                </Configuration>
                """.replace("%s", file.toString()).replace("%%", "%"));

        List<String> lines = run("say");

        assertThat(lines.get(0))
                .startsWith("The log does not open, what would be in it is written here: ")
                .contains(file.toString());
        assertThat(lines).hasSize(4);
        assertThat(lines.get(1)).isEqualTo("INFO main - said before it opens");
        assertThat(lines.get(3)).startsWith("INFO main - said later");
    }

    @Test
    void a_name_makes_no_second_line_and_no_long_one() throws Exception {
        List<String> lines = run("say");

        assertThat(lines).hasSize(3);
        assertThat(lines.get(2))
                .contains("- said later\\n2026-11-30 INFO forged \\u001b[2J \\u202exxx")
                .endsWith("x... (70035 characters)")
                .hasSizeLessThan(1200);
    }

    private List<String> run(String what) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dslf4j.provider=" + LateLog.class.getName(),
                        "-Dslf4j.internal.verbosity=WARN",
                        "-Dlog4j2.configurationFile=" + configuration,
                        LateLogProgram.class.getName(),
                        what)
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = output.lines().toList();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as("%s", lines).isZero();
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }
}
