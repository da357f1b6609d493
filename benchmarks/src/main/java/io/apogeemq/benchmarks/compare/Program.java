package io.apogeemq.benchmarks.compare;

import io.apogeemq.benchmarks.load.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the programs of this package have in common: where the products lie, and where results go.
 *
 * @param build what of ours is measured
 * @param arguments as the user gave them
 * @param results the page; written only when a name was given
 * @param reasons why bars are missed
 */
record Program(
        Product.Places places, String build, String arguments, String results, Path reasons, LocalDateTime began) {
    private static final DateTimeFormatter RUN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    static Program of(Options options) throws IOException {
        return new Program(
                new Product.Places(
                        Path.of(options.text("--ours", "")),
                        Files.readString(Path.of(options.text("--apache", ""))).trim(),
                        options.text("--java", "java"),
                        List.of(options.text("--heap", "-Xms256m -Xmx1g").split(" "))),
                options.text("--build", "of unknown revision"),
                options.text("--arguments", "").strip(),
                options.text("--out", ""),
                Path.of(options.text("--reasons", "REASONS.md")),
                LocalDateTime.now(ZoneOffset.UTC));
    }

    /**
     * Prints what was measured, and writes it into the page of results.
     *
     * @param script that was run
     * @param about what else a reader has to know, sentences
     */
    void report(String script, String about, List<Outcome> outcomes) throws IOException {
        String run = RUN.format(began);
        String text = String.format(
                Locale.ROOT,
                "(UTC) `%s`, build %s, heap of both brokers `%s`. %s. Load average of the machine at the start and at the end"
                        + " of each session: %s.%s",
                (script + " " + arguments).strip(),
                build,
                String.join(" ", places.heap()),
                about,
                loads(outcomes),
                failures(outcomes));
        Map<String, String> why = Page.reasons(reasons);
        Page only = new Page();
        only.take(run, text, outcomes);
        System.out.println(only.text(why));
        if (!results.isEmpty()) {
            Page page = Page.read(Path.of(results));
            page.take(run, text, outcomes);
            Files.writeString(Path.of(results), page.text(why));
        }
    }

    private static String loads(List<Outcome> outcomes) {
        return String.join(
                ", ",
                outcomes.stream()
                        .map(each -> each.product().title() + " " + each.loads())
                        .toList());
    }

    private static String failures(List<Outcome> outcomes) {
        StringBuilder text = new StringBuilder();
        for (Outcome outcome : outcomes) {
            outcome.failures()
                    .forEach((step, why) -> text.append(" Failed: ")
                            .append(outcome.product().title())
                            .append(", `")
                            .append(step)
                            .append("`: ")
                            .append(why.replace('\n', ' '))
                            .append('.'));
        }
        return text.toString();
    }
}
