package io.apogeemq.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
    @TempDir
    Path directory;

    @Test
    void a_saved_file_is_read_again_and_the_old_content_is_kept_beside_it() throws Exception {
        Path path = Files.writeString(directory.resolve("broker.conf"), "# by hand\na = 1\n");
        ConfigFile file = new ConfigFile(path);

        file.save("a=2\nb=\\u7ecf\n");

        assertThat(file.load().values()).containsEntry("a", "2").containsEntry("b", "经");
        assertThat(directory.resolve("broker.conf.bak")).hasContent("# by hand\na = 1\n");
        assertThat(directory).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void a_file_that_was_not_there_is_made_with_its_directory() throws Exception {
        ConfigFile file = new ConfigFile(directory.resolve("namesrv").resolve("namesrv.properties"));

        file.save("a=1\n");

        assertThat(file.load().values()).containsEntry("a", "1");
    }

    @Test
    void what_cannot_be_read_is_told_in_one_line() throws IOException {
        assertUnreadable(directory.resolve("none.conf"), "there is no such file");
        assertUnreadable(directory, "it is a directory");
        assertUnreadable(Files.writeString(directory.resolve("bad.conf"), "a=\\uXYZ1"), "it holds a \\u");
        assertUnreadable(
                Files.writeString(directory.resolve("wide.conf"), "a=1\n", StandardCharsets.UTF_16),
                "it holds zero bytes, as UTF-16 does");
    }

    private static void assertUnreadable(Path path, String why) {
        assertThatThrownBy(() -> new ConfigFile(path).load())
                .isInstanceOfSatisfying(
                        BadSettings.class, e -> assertThat(e.exitStatus()).isEqualTo(-1))
                .hasMessageStartingWith("cannot read the configuration file " + path + ": " + why)
                .hasMessageNotContaining("\n");
    }
}
