package io.apogeemq.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Names, sizes and documents. */
class SourcesTest {
    /** None above it; past 400 there is usually a second idea in the file. */
    private static final int MOST_LINES = 800;

    @Test
    void every_package_of_ours_is_null_marked() {
        List<String> unmarked = Product.ALL.getPackage("io.apogeemq").getSubpackagesInTree().stream()
                .filter(each -> !each.getClasses().isEmpty())
                .filter(each -> !each.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .toList();

        assertThat(unmarked)
                .as("packages without a package-info.java that says @NullMarked, and what the package holds")
                .isEmpty();
    }

    @Test
    void types_are_nouns_that_say_something() {
        noClasses()
                .that()
                .resideInAPackage("io.apogeemq..")
                .should()
                .haveNameMatching(".*(Manager|Helper|Util|Utils|Impl|Base|Data)(\\$.*)?")
                .allowEmptyShould(true)
                .check(Product.ALL);
    }

    @Test
    void source_files_hold_one_idea() throws IOException {
        try (Stream<Path> files = Files.walk(projectRoot())) {
            List<String> tooLong = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("src/main/java"))
                    .filter(file -> lineCount(file) > MOST_LINES)
                    .map(Path::toString)
                    .toList();

            assertThat(tooLong).isEmpty();
        }
    }

    private static long lineCount(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Path projectRoot() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("integration-tests")) ? here : here.getParent();
    }
}
