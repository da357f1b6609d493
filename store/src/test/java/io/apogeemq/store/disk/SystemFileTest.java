package io.apogeemq.store.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read and written past the page cache is what is read and written through it. */
class SystemFileTest {
    private static final int LENGTH = 3 * DiskFile.DIRECT_UNIT + 100;

    @TempDir
    private Path directory;

    private static void everyUnitIsReadAroundTheCache(Path file) throws IOException {
        byte[] bytes = new byte[LENGTH];
        new Random(1).nextBytes(bytes);
        Disk disk = new SystemDisk();
        disk.delete(file);
        try (DiskFile made = disk.create(file, LENGTH)) {
            made.write(ByteBuffer.wrap(bytes), 0);
            for (int at = 0; at < LENGTH; at += DiskFile.DIRECT_UNIT) {
                ByteBuffer target = ByteBuffer.allocateDirect(8 * DiskFile.DIRECT_UNIT)
                        .alignedSlice(DiskFile.DIRECT_UNIT)
                        .limit(4 * DiskFile.DIRECT_UNIT);
                assertThat(made.readAround(target, at)).isEqualTo(LENGTH - at);
                byte[] read = new byte[LENGTH - at];
                target.flip().get(read);
                assertThat(read).isEqualTo(Arrays.copyOfRange(bytes, at, LENGTH));
            }
        }
    }

    @Test
    void what_is_written_around_the_cache_is_where_it_belongs() throws IOException {
        int unit = DiskFile.DIRECT_UNIT;
        byte[] bytes = new byte[2 * unit];
        new Random(1).nextBytes(bytes);
        try (DiskFile made = new SystemDisk().create(directory.resolve("file"), 4 * unit)) {
            ByteBuffer source =
                    ByteBuffer.allocateDirect(3 * unit).alignedSlice(unit).limit(2 * unit);
            source.put(bytes).flip();
            made.writeAround(source, unit);

            assertThat(source.hasRemaining()).isFalse();
            assertThat(made.length()).isEqualTo(4 * unit);
        }
        byte[] expected = new byte[4 * unit];
        System.arraycopy(bytes, 0, expected, unit, 2 * unit);
        assertThat(Files.readAllBytes(directory.resolve("file"))).isEqualTo(expected);
    }

    @Test
    void on_a_disk() throws IOException {
        everyUnitIsReadAroundTheCache(directory.resolve("file"));
    }

    @Test
    void in_memory_where_there_is_no_way_around() throws IOException {
        Path memory = Path.of("/dev/shm");
        Assumptions.assumeTrue(Files.isWritable(memory), "no file system in memory here");
        Path own = Files.createTempDirectory(memory, "apogeemq");
        try {
            everyUnitIsReadAroundTheCache(own.resolve("file"));
        } finally {
            new SystemDisk().delete(own.resolve("file"));
            new SystemDisk().delete(own);
        }
    }

    @Test
    void a_directory_is_deleted_only_when_nothing_is_in_it() throws IOException {
        Path file = directory.resolve("made/by/somebody");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "kept");
        SystemDisk disk = new SystemDisk();

        assertThatThrownBy(() -> disk.delete(directory.resolve("made"))).isInstanceOf(DirectoryNotEmptyException.class);
        assertThat(file).hasContent("kept");
    }
}
