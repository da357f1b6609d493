package io.apogeemq.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apogeemq.store.disk.DiskFile;
import io.apogeemq.store.segment.LogDirectories;
import io.apogeemq.store.segment.SegmentFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A log over several directories. The order is as seen with Apache's broker 5.5.0, which sorts them as text. */
class LogDirectoriesTest {
    private static final Path ZZ = Path.of("/zz");
    private static final Path A2 = Path.of("/a2");
    private static final Path MM = Path.of("/Mm");
    private static final Path B10 = Path.of("/b10");

    private StoreRig rig;
    private final List<String> sent = new ArrayList<>();

    @BeforeEach
    void open() throws StoreFailure {
        rig = new StoreRig(1);
        rig.close();
        rig.disk.remove(StoreRig.ROOT);
        start(List.of(ZZ, A2, MM), List.of());
    }

    private void start(List<Path> writable, List<Path> readOnly) throws StoreFailure {
        rig.log(new LogDirectories(writable, readOnly));
        rig.start();
    }

    /** Until the log has so many files that hold something, and the next one, which is made ahead. */
    private void fill(int files) {
        while (rig.store.written().get() <= (long) (files - 1) * StoreRig.SEGMENT_LENGTH) {
            sent.add("message " + sent.size() + ".".repeat(2000));
            rig.sendNow("t", 0, sent.get(sent.size() - 1));
        }
        rig.simulation.runFor(100);
    }

    private void end(boolean clean) {
        if (clean) {
            rig.close();
        } else {
            rig.kill();
        }
    }

    /** Which files of the log lie there, counted from the log's begin. */
    private List<Long> in(Path directory) throws IOException {
        return rig.disk.list(directory).stream()
                .map(name -> Long.parseLong(name) / StoreRig.SEGMENT_LENGTH)
                .toList();
    }

    @Test
    void files_go_round_over_the_directories_in_the_order_of_their_names() throws Exception {
        fill(6);

        assertThat(in(MM)).containsExactly(0L, 3L, 6L);
        assertThat(in(A2)).containsExactly(1L, 4L);
        assertThat(in(ZZ)).containsExactly(2L, 5L);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_log_goes_on_after_a_start_also_over_other_directories(boolean clean) throws Exception {
        fill(3);
        end(clean);
        start(List.of(B10, ZZ), List.of(MM, A2));
        assertThat(rig.bodies("t", 0, 0)).isEqualTo(sent);
        fill(7);

        assertThat(in(MM)).as("no new file in one that is read-only").containsExactly(0L);
        assertThat(in(A2)).containsExactly(1L);
        assertThat(in(B10)).containsExactly(4L, 6L);
        assertThat(in(ZZ)).containsExactly(2L, 3L, 5L, 7L);
        assertThat(rig.bodies("t", 0, 0)).isEqualTo(sent);
    }

    @Test
    void what_lay_in_one_directory_is_found_when_others_are_added() throws Exception {
        end(true);
        rig.disk.remove(MM);
        rig.disk.remove(StoreRig.ROOT);
        start(List.of(ZZ), List.of());
        fill(3);
        end(false);
        start(List.of(A2, ZZ), List.of());
        fill(6);

        assertThat(in(ZZ)).containsExactly(0L, 1L, 2L, 3L, 5L);
        assertThat(in(A2)).containsExactly(4L, 6L);
        assertThat(rig.bodies("t", 0, 0)).isEqualTo(sent);
    }

    /** Apache's 5.5.0 leaves it there when a directory becomes full and files go round over the others. */
    @Test
    void of_two_files_of_one_name_the_one_that_holds_something_counts() throws Exception {
        fill(3);
        end(true);
        Path twin = ZZ.resolve(SegmentFiles.nameOf(StoreRig.SEGMENT_LENGTH));
        rig.disk.create(twin, StoreRig.SEGMENT_LENGTH).close();
        rig.start();

        assertThat(rig.bodies("t", 0, 0)).isEqualTo(sent);
        assertThat(rig.disk.exists(twin)).isFalse();
    }

    @Test
    void two_files_that_both_hold_that_part_of_the_log_are_left_to_the_operator() throws Exception {
        fill(3);
        end(true);
        Path twin = ZZ.resolve(SegmentFiles.nameOf(StoreRig.SEGMENT_LENGTH));
        try (DiskFile file = rig.disk.create(twin, StoreRig.SEGMENT_LENGTH)) {
            file.write(ByteBuffer.allocate(8).putLong(0, 1), 0);
        }

        assertThatThrownBy(() -> rig.start())
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining("both have that part of the log")
                .hasMessageContaining(twin.toString());
    }

    @Test
    void a_directory_that_is_not_named_is_missed() throws Exception {
        fill(3);
        end(true);

        assertThatThrownBy(() -> start(List.of(MM, ZZ), List.of()))
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining("or a directory in storePathCommitLog");
    }

    @Test
    void a_directory_that_takes_no_file_is_passed_over() throws Exception {
        fill(1);
        rig.disk.refuseNamesIn(A2);
        rig.disk.remove(A2.resolve(SegmentFiles.nameOf(StoreRig.SEGMENT_LENGTH)));
        end(true);
        rig.start();
        fill(5);

        assertThat(in(MM)).containsExactly(0L, 3L);
        assertThat(in(A2)).isEmpty();
        assertThat(in(ZZ)).containsExactly(1L, 2L, 4L, 5L);
        assertThat(rig.bodies("t", 0, 0)).isEqualTo(sent);
    }
}
