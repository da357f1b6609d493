package io.apogeemq.store.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.store.simulation.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RoomForLogFilesTest {
    private static final Path LOG = Path.of("/store/commitlog");
    private static final int LENGTH = 1 << 20;

    private final SimulatedDisk disk = new SimulatedDisk(1);
    private final SegmentFiles files = new SegmentFiles(disk, LogDirectories.of(LOG), LENGTH);

    @Test
    void a_disk_without_room_for_another_log_file_is_told_with_numbers_and_the_key() throws IOException {
        Segment first = files.create(0);

        disk.capacity(2L * LENGTH);
        assertThat(files.lackOfRoom(first)).isNull();
        disk.capacity(LENGTH + 100 * 1024);
        assertThat(files.lackOfRoom(first))
                .contains("the disk of " + LOG + " has 100 KiB left")
                .contains("1,024 KiB (mappedFileSizeCommitLog)")
                .contains("storePathCommitLog");
    }
}
