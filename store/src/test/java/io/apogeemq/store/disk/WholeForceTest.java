package io.apogeemq.store.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeForceTest {

    /** Before 5.8 syncfs says that all is well whatever the disk says. */
    @Test
    void only_kernels_that_tell_of_failed_writes_are_asked() {
        assertThat(WholeForce.tellsErrors("Linux", "5.8.0-63-generic")).isTrue();
        assertThat(WholeForce.tellsErrors("Linux", "6.1.0")).isTrue();
        assertThat(WholeForce.tellsErrors("Linux", "5.7.19")).isFalse();
        assertThat(WholeForce.tellsErrors("Linux", "4.18.0-553.el8_10.x86_64")).isFalse();
        assertThat(WholeForce.tellsErrors("Linux", "unknown")).isFalse();
        assertThat(WholeForce.tellsErrors("Mac OS X", "14.1")).isFalse();
    }

    @Test
    void a_program_that_is_missing_or_complains_promises_nothing() {
        assertThat(Program.succeeds(10, "true")).isTrue();
        assertThat(Program.succeeds(10, "false")).isFalse();
        assertThat(Program.succeeds(10, "echo", "ignoring all arguments")).isFalse();
        assertThat(Program.succeeds(10, "no-such-program-here")).isFalse();
    }

    @Test
    void a_directory_that_is_gone_is_not_forced(@TempDir Path directory) throws Exception {
        SystemDisk disk = new SystemDisk();
        try (DiskFile file = disk.create(directory.resolve("file"), 100)) {
            file.write(ByteBuffer.allocate(10), 0);
        }
        boolean offered = disk.forceBelow(directory);

        boolean forced = disk.forceBelow(directory.resolve("nothing here"));

        assertThat(forced).as("forced, on a system that offers it: %s", offered).isFalse();
    }
}
