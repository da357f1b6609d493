package io.apogeemq.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apogeemq.store.segment.LogDirectories;
import io.apogeemq.store.segment.SegmentFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The log is not there, or lacks its end, and the rest of the store knows better. */
class MissingLogTest {
    private static final Path LOG = StoreRig.ROOT.resolve("commitlog");
    private static final Path APOGEE = StoreRig.ROOT.resolve("apogee");
    private static final Path QUEUES = StoreRig.ROOT.resolve("consumequeue");
    private static final Path CHECKPOINT = StoreRig.ROOT.resolve("checkpoint");

    private StoreRig rig;
    private final List<String> sent = new ArrayList<>();

    @BeforeEach
    void open() throws StoreFailure {
        rig = new StoreRig(9);
    }

    /** Some log files full. */
    private void send() {
        for (int i = 0; i < 60; i++) {
            sent.add("message " + i + " " + "x".repeat(1000));
            rig.sendNow("t", 0, sent.get(i));
        }
    }

    private Path last() {
        return rig.disk.files().stream()
                .filter(file -> file.startsWith(LOG))
                .reduce((before, after) -> after)
                .orElseThrow();
    }

    private Map<Path, String> files() {
        Map<Path, String> files = new TreeMap<>();
        rig.disk.files().stream()
                .filter(file -> !file.endsWith("lock"))
                .forEach(file -> files.put(file, Arrays.toString(rig.disk.bytes(file))));
        return files;
    }

    private void requireRefused(String... words) throws StoreFailure {
        Map<Path, String> before = files();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(rig::start)
                    .isInstanceOf(StoreFailure.class)
                    .hasMessageContaining("storePathCommitLog")
                    .hasMessageContainingAll(words);
            rig.kill();
        }
        assertThat(files().entrySet()).as("nothing was changed").containsAll(before.entrySet());
    }

    @ParameterizedTest
    @CsvSource({"true,true,true", "true,true,false", "true,false,true", "false,true,true", "true,false,false"})
    void a_log_that_is_gone_is_not_begun_anew(boolean queues, boolean checkpoint, boolean marks) throws Exception {
        send();
        rig.close();
        byte[][] log = rig.disk.files().stream()
                .filter(file -> file.startsWith(LOG))
                .map(rig.disk::bytes)
                .toArray(byte[][]::new);
        rig.disk.remove(LOG);
        if (!queues) {
            rig.disk.remove(QUEUES);
        }
        if (!checkpoint) {
            rig.disk.remove(CHECKPOINT);
        }
        if (!marks) {
            rig.disk.remove(APOGEE);
        }

        requireRefused(LOG.toString(), "there is no file of the log", "position");
        for (int i = 0; i < log.length; i++) {
            rig.disk.put(LOG.resolve(SegmentFiles.nameOf((long) i * StoreRig.SEGMENT_LENGTH)), log[i]);
        }
        rig.start();
        assertThat(rig.bodies("t", 0, 0)).isEqualTo(sent);
    }

    @Test
    void another_directory_of_the_log_is_refused_as_long_as_queues_are_there() throws Exception {
        send();
        rig.close();
        rig.log(LogDirectories.of(Path.of("/elsewhere")));

        requireRefused("/elsewhere");
        rig.disk.remove(QUEUES);
        rig.disk.remove(CHECKPOINT);
        rig.disk.remove(APOGEE);
        rig.start();
        assertThat(rig.sendNow("t", 0, "first")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true", "false,false"})
    void a_log_without_its_last_files_is_not_gone_on_with(boolean clean, boolean marks) throws Exception {
        send();
        rig.simulation.runFor(20_000);
        if (clean) {
            rig.close();
        } else {
            rig.kill();
        }
        // the one that is made ahead, and the one in use
        for (int i = 0; i < 2; i++) {
            rig.disk.remove(last());
        }
        if (!marks) {
            rig.disk.remove(APOGEE);
        }

        requireRefused("ends at position", "position");
    }

    @Test
    void a_log_from_an_earlier_copy_is_not_gone_on_with() throws Exception {
        for (int i = 0; i < 5; i++) {
            rig.sendNow("t", 0, "message " + i);
        }
        rig.restart();
        byte[] earlier = rig.disk.bytes(LOG.resolve(SegmentFiles.nameOf(0)));
        for (int i = 5; i < 10; i++) {
            rig.sendNow("t", 0, "message " + i);
        }
        rig.close();
        byte[] now = rig.disk.bytes(LOG.resolve(SegmentFiles.nameOf(0)));
        rig.disk.put(LOG.resolve(SegmentFiles.nameOf(0)), earlier);

        requireRefused("older");
        rig.disk.put(LOG.resolve(SegmentFiles.nameOf(0)), now);
        rig.start();
        assertThat(rig.bodies("t", 0, 0)).hasSize(10);
    }

    @Test
    void what_is_left_is_gone_on_with_when_the_operator_says_so() throws Exception {
        send();
        rig.close();
        rig.disk.remove(last());
        rig.disk.remove(last());
        requireRefused("move consumequeue, checkpoint and apogee out of " + StoreRig.ROOT);
        rig.disk.remove(QUEUES);
        rig.disk.remove(CHECKPOINT);
        rig.disk.remove(APOGEE);

        rig.start();

        List<String> left = rig.bodies("t", 0, 0);
        assertThat(left).hasSizeBetween(10, sent.size() - 1).isEqualTo(sent.subList(0, left.size()));
    }

    @Test
    void a_store_that_never_had_a_message_begins_anew() throws Exception {
        rig.close();
        rig.disk.remove(LOG);

        rig.start();

        assertThat(rig.sendNow("t", 0, "first")).isZero();
    }
}
