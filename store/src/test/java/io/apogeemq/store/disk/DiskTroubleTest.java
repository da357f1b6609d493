package io.apogeemq.store.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskTroubleTest {
    @TempDir
    Path directory;

    @Test
    void a_file_that_may_not_be_read_is_told_with_whose_it_is_and_what_to_do() throws Exception {
        Path file = Files.writeString(directory.resolve("topics.json"), "{}");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        String owner = Files.getOwner(file).getName();

        assertThat(DiskTrouble.of(new AccessDeniedException(file.toString())))
                .startsWith(file + " may not be read and written by the user " + System.getProperty("user.name"))
                .contains("it belongs to " + owner + ":", "rw-------", "chown", "start as " + owner);
    }

    @Test
    void a_directory_that_may_not_be_entered_is_named_instead_of_what_lies_below() throws Exception {
        Path below = directory.resolve("not").resolve("there");

        assertThat(DiskTrouble.of(new AccessDeniedException(below.toString())))
                .startsWith(below.toString())
                .contains(directory + " belongs to ");
    }

    @Test
    void what_java_says_with_the_name_of_a_file_only_is_said_in_words() {
        assertThat(DiskTrouble.of(new FileAlreadyExistsException("/store")))
                .contains("/store is in the way", "move it away");
        assertThat(DiskTrouble.of(new NoSuchFileException("/store/x"))).isEqualTo("/store/x is not there");
        assertThat(DiskTrouble.of(new UncheckedIOException(new NoSuchFileException("/store/x"))))
                .isEqualTo("/store/x is not there");
        assertThat(DiskTrouble.of(new UncheckedIOException(
                        "the queue t/0 cannot be read", new IOException("Input/output error"))))
                .isEqualTo("the queue t/0 cannot be read: Input/output error");
    }

    @Test
    void what_the_system_says_is_passed_on() {
        assertThat(DiskTrouble.of(new FileSystemException("/store", null, "Read-only file system")))
                .isEqualTo("/store: Read-only file system");
    }

    @Test
    void a_file_where_the_store_should_be_is_told_when_a_directory_is_made() throws Exception {
        Path file = Files.writeString(directory.resolve("store"), "");
        try {
            new SystemDisk().createDirectories(file);
        } catch (IOException e) {
            assertThat(DiskTrouble.of(e)).contains(file + " is in the way");
            return;
        }
        throw new AssertionError("a directory was made where a file is");
    }
}
