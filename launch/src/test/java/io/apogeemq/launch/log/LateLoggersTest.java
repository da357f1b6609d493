package io.apogeemq.launch.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.simulation.SimulatedProcess;
import io.apogeemq.simulation.Simulation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class LateLoggersTest {
    private final Simulation simulation = new Simulation(1);
    private final SimulatedProcess process = simulation.process("server");
    private final List<Runnable> atEnd = new ArrayList<>();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private int openings;
    private LateLoggers loggers;
    private Logger store;
    private Logger console;

    @BeforeEach
    void make() {
        make(() -> {
            openings++;
            return new PlainTarget(stream(log));
        });
    }

    private void make(Supplier<LogTarget> opening) {
        loggers = new LateLoggers(opening, process, atEnd::add, stream(err));
        store = loggers.getLogger("store");
        console = loggers.getLogger("console");
    }

    @Test
    void a_line_for_the_terminal_has_all_written_in_the_order_in_which_it_was_said() {
        store.info("opened {} of {}", 3, 4);
        store.info("recovered");
        console.info("up");
        assertThat(openings).isZero();

        simulation.runFor(1);
        store.info("later");

        assertThat(lines(log)).containsExactly("opened 3 of 4", "recovered", "up", "later");
        assertThat(openings).isOne();
    }

    @Test
    void a_warning_has_the_log_opened() {
        store.warn("odd");
        simulation.runFor(1);

        assertThat(lines(log)).containsExactly("odd");
    }

    @Test
    void a_start_that_takes_long_can_be_watched() {
        store.info("recovering");
        simulation.runFor(LateLoggers.OPEN_AFTER_MILLIS - 1);
        assertThat(lines(log)).isEmpty();

        simulation.runFor(2);

        assertThat(lines(log)).containsExactly("recovering");
    }

    @Test
    void an_error_is_written_before_the_one_who_said_it_goes_on() {
        store.info("opening");
        store.error("broken", new IllegalStateException("torn"));

        assertThat(lines(log)).startsWith("opening", "broken", "java.lang.IllegalStateException: torn");
        simulation.runFor(LateLoggers.OPEN_AFTER_MILLIS + 1);
        assertThat(openings).isOne();
    }

    @Test
    void what_is_kept_is_written_before_the_process_ends() {
        store.info("opening");
        assertThat(atEnd).hasSize(1);

        atEnd.get(0).run();
        store.info("closed");

        assertThat(lines(log)).containsExactly("opening", "closed");
    }

    @Test
    void no_more_is_kept_than_memory_was_given_for_and_nothing_is_lost() {
        String[] said = IntStream.range(0, LateLoggers.MOST_KEPT)
                .mapToObj(Integer::toString)
                .toArray(String[]::new);
        for (int i = 0; i < said.length - 1; i++) {
            store.info(said[i]);
        }
        assertThat(openings).isZero();

        store.info(said[said.length - 1]);

        assertThat(openings).isOne();
        assertThat(lines(log)).containsExactly(said);
    }

    @Test
    void what_is_said_while_the_log_opens_comes_after_what_was_said_before() {
        make(() -> {
            openings++;
            store.error("the library itself");
            return new PlainTarget(stream(log));
        });
        store.info("before");
        store.error("now");

        assertThat(lines(log)).containsExactly("before", "now", "the library itself");
        assertThat(openings).isOne();
    }

    @Test
    void a_log_that_does_not_open_is_told_with_all_that_is_said() {
        make(() -> {
            throw new IllegalStateException("no such file");
        });
        store.info("opening");
        console.info("up");
        simulation.runFor(1);
        store.info("later");

        assertThat(err.toString(StandardCharsets.UTF_8)).contains("no such file");
        assertThat(lines(err)).endsWith("opening", "up", "later");
    }

    @Test
    void a_line_that_cannot_be_written_takes_no_other_with_it() {
        PlainTarget written = new PlainTarget(stream(log));
        make(() -> new FullDisk(written));
        store.info("first");
        store.info("too large");
        console.info("up");
        simulation.runFor(1);

        assertThat(lines(log)).containsExactly("first", "up");
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("too large");
    }

    /** A target with an appender that throws. */
    private record FullDisk(PlainTarget written) implements LogTarget {
        @Override
        public org.slf4j.spi.LocationAwareLogger logger(String name) {
            return written.logger(name);
        }

        @Override
        public void write(LateEvent event) {
            if (event.text().contains("large")) {
                throw new IllegalStateException("disk full");
            }
            written.write(event);
        }
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    /** Without level and thread. */
    private static List<String> lines(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.substring(line.indexOf(" - ") < 0 ? 0 : line.indexOf(" - ") + 3))
                .toList();
    }
}
