package io.apogeemq.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Comments name the facts that they rest on: {@code spec/store.md 11} is a page of docs/spec with the numbers of its
 * sections or, in requests.md, of requests.
 */
class SpecPointersTest {
    private static final Path ROOT = root();
    private static final Path PAGES = ROOT.resolve("docs/spec");
    /** The page, then the numbers behind it. */
    private static final Pattern POINTER =
            Pattern.compile("\\bspec/(\\w+\\.md)((?:(?:,| and| to)? ?\\d+(?:[-–]\\d+)?)*)");

    private static final Pattern LINE_OF_A_COMMENT = Pattern.compile("\n *(?:\\*|//) ?");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern LINK = Pattern.compile("\\]\\(#([^)]*)\\)");

    @Test
    void every_page_and_section_that_a_source_file_names_is_there() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path source : sources()) {
            String text = LINE_OF_A_COMMENT.matcher(Files.readString(source)).replaceAll(" ");
            Matcher pointer = POINTER.matcher(text);
            while (pointer.find()) {
                if (!isThere(pointer.group(1), pointer.group(2))) {
                    broken.add(ROOT.relativize(source) + ": " + pointer.group());
                }
            }
        }

        assertThat(broken).as("pointers to what is not in docs/spec").isEmpty();
    }

    @Test
    void every_link_within_a_page_leads_to_a_heading() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            String text = Files.readString(page);
            Set<String> anchors = new TreeSet<>();
            HEADING.matcher(text).results().forEach(heading -> anchors.add(anchor(heading.group(1))));
            LINK.matcher(text)
                    .results()
                    .filter(link -> !anchors.contains(link.group(1)))
                    .forEach(link -> broken.add(page.getFileName() + ": #" + link.group(1)));
        }

        assertThat(broken).isEmpty();
    }

    @Test
    void the_page_for_contributors_names_every_page() throws IOException {
        String contributing = Files.readString(ROOT.resolve("CONTRIBUTING.md"));

        for (Path page : pages()) {
            assertThat(contributing).contains("(docs/spec/" + page.getFileName() + ")");
        }
    }

    private static boolean isThere(String name, String numbers) throws IOException {
        Path page = PAGES.resolve(name);
        if (!Files.exists(page)) {
            return false;
        }
        Set<String> known = new TreeSet<>();
        HEADING.matcher(Files.readString(page))
                .results()
                .flatMap(heading -> NUMBER.matcher(heading.group(1)).results())
                .forEach(number -> known.add(number.group()));
        return NUMBER.matcher(numbers).results().allMatch(number -> known.contains(number.group()));
    }

    /** As GitHub makes it of a heading. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(PAGES)) {
            return files.sorted().toList();
        }
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .toList();
        }
    }

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("docs")) ? here : here.getParent();
    }
}
