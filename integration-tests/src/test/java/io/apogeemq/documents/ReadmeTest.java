package io.apogeemq.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The two pages that a stranger reads first. */
class ReadmeTest {
    private static final Path ROOT = root();
    /** Commands, options, keys and files are the same in every language; of prose only their order is not. */
    private static final Pattern CODE = Pattern.compile("`([^`]+)`|(?m)^ {4}(\\S.*)$");

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)[)#]");

    @Test
    void both_languages_name_the_same_commands_options_and_keys() throws IOException {
        assertThat(codes("README.zh.md")).containsExactlyInAnyOrderElementsOf(codes("README.md"));
    }

    @Test
    void both_have_as_many_parts_and_rows() throws IOException {
        assertThat(count("README.zh.md", "## ")).isEqualTo(count("README.md", "## "));
        assertThat(count("README.zh.md", "|")).isEqualTo(count("README.md", "|"));
    }

    @Test
    void what_they_link_to_is_there() throws IOException {
        for (String page : new String[] {"README.md", "README.zh.md"}) {
            LINK.matcher(Files.readString(ROOT.resolve(page)))
                    .results()
                    .map(link -> link.group(1))
                    .forEach(link -> assertThat(ROOT.resolve(link)).as(page).exists());
        }
    }

    @Test
    void every_command_is_described() throws IOException {
        String page = Files.readString(ROOT.resolve("README.md"));
        try (Stream<Path> files = Files.list(ROOT.resolve("bin"))) {
            assertThat(files.map(each -> each.getFileName().toString()).filter(each -> !each.endsWith(".sh")))
                    .allMatch(page::contains);
        }
    }

    /** Without the remarks of the examples, which are prose. */
    private static List<String> codes(String page) throws IOException {
        return CODE.matcher(Files.readString(ROOT.resolve(page)))
                .results()
                .map(ReadmeTest::code)
                .filter(each -> !each.startsWith("# "))
                .distinct()
                .sorted()
                .toList();
    }

    private static String code(MatchResult found) {
        String text = found.group(1) == null ? found.group(2) : found.group(1);
        return text.replaceAll("\\s+# .*", "").replaceAll("\\s+", " ");
    }

    private static long count(String page, String begin) throws IOException {
        return Files.readAllLines(ROOT.resolve(page)).stream()
                .map(String::strip)
                .filter(line -> line.startsWith(begin))
                .count();
    }

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("docs")) ? here : here.getParent();
    }
}
