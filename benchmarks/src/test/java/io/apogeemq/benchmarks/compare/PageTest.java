package io.apogeemq.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.benchmarks.load.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {
    private static final String SYNC = "sync flush, 64 in flight, 1 KiB: messages/s";
    private static final String IDLE = "idle: threads";

    @TempDir
    Path directory;

    @Test
    void what_a_run_does_not_take_stays_with_the_date_of_its_own_run() throws IOException {
        Page first = new Page();
        first.take("2026-01-01 10:00", "both", outcomes("sync", "messages_per_second", 50, 10));
        first.take("2026-01-01 10:00", "both", outcomes("idle", "threads", 30, 300));
        Page second = Page.read(written(first, Map.of()));
        second.take("2026-02-02 20:00", "one", outcomes("sync", "messages_per_second", 20, 10));

        assertThat(second.text(Map.of()).lines())
                .contains("| " + IDLE + " | 30.0 | 300 | **1/10.0** | ≤ 1/5.0 | yes | 2026-01-01 10:00 |")
                .contains("| " + SYNC + " | 20.0 | 10.0 | **2.0×** | ≥ 4.0× | no | 2026-02-02 20:00 |")
                .contains("- **2026-01-01 10:00** both", "- **2026-02-02 20:00** one");
    }

    @Test
    void a_run_that_no_line_comes_from_any_more_is_left_out() throws IOException {
        Page first = new Page();
        first.take("2026-01-01 10:00", "old", outcomes("sync", "messages_per_second", 50, 10));
        Page second = Page.read(written(first, Map.of()));
        second.take("2026-02-02 20:00", "new", outcomes("sync", "messages_per_second", 20, 10));

        assertThat(second.text(Map.of())).contains("** new").doesNotContain("** old");
    }

    @Test
    void a_missed_bar_is_told_with_its_reason_and_a_reason_is_no_result() throws IOException {
        Page page = new Page();
        page.take("2026-01-01 10:00", "all", outcomes("sync", "messages_per_second", 20, 10));
        Map<String, String> reasons =
                Map.of(SYNC, "the disk\n\n| " + IDLE + " | a | b | c | d | e | f |\n\n- **bold**");

        Page again = Page.read(written(page, reasons));
        assertThat(again.text(reasons))
                .contains("**" + SYNC + "** (bar ≥ 4.0×): the disk")
                .isEqualTo(page.text(reasons));
        assertThat(again.text(Map.of())).contains("no reason is written down yet");
    }

    @Test
    void ratios_are_of_sessions_side_by_side_also_when_one_has_failed() {
        List<Outcome> outcomes = new ArrayList<>(outcomes("sync", "messages_per_second", 50, 10));
        outcomes.add(new Outcome(Product.OURS, Map.of(), Map.of("sync", "broken"), Set.of(), "0"));
        outcomes.add(outcome(Product.APACHE, "sync", "messages_per_second", 1));
        outcomes.addAll(outcomes("sync", "messages_per_second", 70, 10));
        Row row = Row.ALL.stream()
                .filter(each -> each.title().equals(SYNC))
                .findFirst()
                .orElseThrow();

        Line line = Line.of(row, outcomes, "now");
        assertThat(line).isNotNull();
        assertThat(line.ours()).isEqualTo("60.0 (50.0 .. 70.0), once failed");
        assertThat(line.ratio()).isEqualTo("**6.0×** (5.0× .. 7.0×)");
        assertThat(line.reached()).isEqualTo("yes");
    }

    @Test
    void what_is_smaller_than_its_bar_asks_for_is_in_brackets() {
        Figures figures = new Figures();
        figures.put("first_send_ms", 1000);
        List<Outcome> outcomes = List.of(
                Outcome.of(Product.OURS, "restart", figures, true, "0"),
                Outcome.of(Product.APACHE, "restart", figures, true, "0"));
        Page page = new Page();
        page.take("now", "small", outcomes);

        assertThat(page.text(Map.of())).contains("| ≤ 1/4.0 | (no) |").contains("## Missed bars");
    }

    @Test
    void every_reason_is_one_for_a_row() throws IOException {
        assertThat(Row.ALL)
                .extracting(Row::title)
                .doesNotHaveDuplicates()
                .containsAll(Page.reasons(Path.of("REASONS.md")).keySet());
    }

    private Path written(Page page, Map<String, String> reasons) throws IOException {
        return Files.writeString(directory.resolve("RESULTS.md"), page.text(reasons));
    }

    private static List<Outcome> outcomes(String step, String figure, double ours, double apache) {
        return List.of(outcome(Product.OURS, step, figure, ours), outcome(Product.APACHE, step, figure, apache));
    }

    private static Outcome outcome(Product product, String step, String figure, double value) {
        Figures figures = new Figures();
        figures.put(figure, value);
        return Outcome.of(product, step, figures, false, "0.1 → 0.2");
    }
}
