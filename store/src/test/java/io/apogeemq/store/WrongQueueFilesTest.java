package io.apogeemq.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.params.provider.ValueSource;

/** Queue files that are not what the log says: of another length, cut, emptied, copied back from earlier. */
class WrongQueueFilesTest {
    private static final Path APOGEE = StoreRig.ROOT.resolve("apogee");
    private static final Path QUEUES = StoreRig.ROOT.resolve("consumequeue");
    private static final int COUNT = 50;

    private StoreRig rig;
    private final List<String> sent = new ArrayList<>();

    @BeforeEach
    void open() throws StoreFailure {
        rig = new StoreRig(7);
        for (int i = 0; i < COUNT; i++) {
            sent.add("message " + i);
            rig.sendNow("t", 0, sent.get(i));
        }
    }

    private Path file(int number) {
        return QUEUES.resolve("t/0").resolve(SegmentFiles.nameOf((long) number * StoreRig.QUEUE_FILE_LENGTH));
    }

    private byte[] damaged(String how, byte[] bytes) {
        return switch (how) {
            case "cut" -> Arrays.copyOf(bytes, 130);
            case "emptied" -> new byte[0];
            case "zeroed" -> new byte[bytes.length];
            case "longer" -> Arrays.copyOf(bytes, bytes.length * 2);
            case "older" -> Arrays.copyOf(Arrays.copyOf(bytes, 160), bytes.length);
            default -> throw new IllegalArgumentException(how);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "cut,0",
        "cut,1",
        "cut,2",
        "emptied,0",
        "emptied,1",
        "emptied,2",
        "zeroed,0",
        "zeroed,1",
        "zeroed,2",
        "longer,0",
        "longer,1",
        "longer,2",
        "older,0",
        "older,1",
        "older,2"
    })
    void a_file_that_is_not_what_it_was_has_its_queue_made_again(String how, int number) throws Exception {
        rig.sendNow("u", 0, "other");
        rig.close();
        rig.disk.put(file(number), damaged(how, rig.disk.bytes(file(number))));

        rig.start();

        assertThat(rig.bodies("t", 0, 0)).isEqualTo(sent);
        assertThat(rig.bodies("u", 0, 0)).containsExactly("other");
        assertThat(rig.sendNow("t", 0, "next")).isEqualTo(COUNT);
        rig.restart();
        assertThat(rig.bodies("t", 0, 0)).hasSize(COUNT + 1);
    }

    /** As Apache leaves a directory: without our notes only the files tell where a queue begins. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void an_emptied_file_is_no_older_queue_when_nothing_was_noted(int number) throws Exception {
        rig.close();
        rig.disk.remove(APOGEE);
        rig.disk.put(file(number), damaged("emptied", rig.disk.bytes(file(number))));

        rig.start();

        assertThat(rig.bodies("t", 0, 0)).isEqualTo(sent);
        assertThat(rig.sendNow("t", 0, "next")).isEqualTo(COUNT);
    }

    /** As the pull at 15 of 40 that was answered with 40. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_store_that_was_made_with_another_length_of_queue_files_is_not_opened(boolean noted) throws Exception {
        rig.close();
        if (!noted) {
            rig.disk.remove(APOGEE);
        }
        Map<Path, String> before = queueFiles();
        rig.queueFileLength(60_000);

        assertThatThrownBy(rig::start)
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining("mappedFileSizeConsumeQueue")
                .hasMessageContaining("60000")
                .hasMessageContaining("set it to " + StoreRig.QUEUE_FILE_LENGTH)
                .hasMessageContaining("consumequeue");
        rig.kill();
        assertThat(queueFiles()).isEqualTo(before);
        rig.queueFileLength(StoreRig.QUEUE_FILE_LENGTH);
        rig.start();
        assertThat(rig.bodies("t", 0, 0)).isEqualTo(sent);
    }

    private Map<Path, String> queueFiles() {
        Map<Path, String> files = new TreeMap<>();
        for (Path file : rig.disk.files()) {
            if (file.startsWith(QUEUES)) {
                files.put(file, Arrays.toString(rig.disk.bytes(file)));
            }
        }
        return files;
    }

    @Test
    void the_length_of_queue_files_changes_when_they_are_moved_away_first() throws Exception {
        rig.close();
        rig.disk.remove(QUEUES);
        rig.queueFileLength(1000);

        rig.start();

        assertThat(rig.bodies("t", 0, 0)).isEqualTo(sent);
        rig.restart();
        assertThat(rig.bodies("t", 0, 0)).isEqualTo(sent);
        assertThat(rig.disk.bytes(QUEUES.resolve("t/0").resolve(SegmentFiles.nameOf(0))))
                .hasSize(1000);
    }
}
