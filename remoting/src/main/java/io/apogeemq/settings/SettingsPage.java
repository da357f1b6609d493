package io.apogeemq.settings;

import io.apogeemq.settings.Setting.Trait;
import java.util.Comparator;
import java.util.List;

/** Prints a table for its readers, in Markdown: what the documentation says of a key is what the code does with it. */
public final class SettingsPage {
    private SettingsPage() {}

    /** @param heading of the page, with what has to be said before the tables */
    public static String print(String heading, SettingsTable table) {
        StringBuilder page = new StringBuilder(heading).append('\n');
        for (Standing standing : Standing.values()) {
            List<Setting<?>> rows = table.rows().stream()
                    .filter(row -> row.standing() == standing)
                    .sorted(Comparator.comparing(Setting::key))
                    .toList();
            if (!rows.isEmpty()) {
                section(page, standing, rows);
            }
        }
        return page.toString();
    }

    private static void section(StringBuilder page, Standing standing, List<Setting<?>> rows) {
        page.append("\n## ")
                .append(title(standing))
                .append("\n\n")
                .append(meaning(standing))
                .append("\n\n");
        page.append("| Key | Default | Value | Meaning |\n|---|---|---|---|\n");
        for (Setting<?> row : rows) {
            page.append("| ").append(row.key());
            page.append(" | ").append(cell(row.fallback().shown()));
            page.append(" | ").append(cell(value(row)));
            page.append(" | ").append(cell(row.why())).append(row.is(Trait.LIVE) ? " (live)" : "");
            page.append(" |\n");
        }
    }

    private static String title(Standing standing) {
        String words = standing.words();
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static String meaning(Standing standing) {
        return switch (standing) {
            case BUILT ->
                "These do what they do in RocketMQ. Those marked (live) may be changed while the process runs.";
            case LATER ->
                "Known, kept and printed, but nothing acts on them yet. The start names those that a file has.";
            case MEANINGLESS ->
                "Known, kept and printed; they tune parts of RocketMQ that this design does not have. The start names"
                        + " those that a file has.";
            case PROTECTING ->
                "They promise protection that is not built yet. Switched on, they stop the start: a process is never"
                        + " weaker than its file says. The meaning says what would happen otherwise.";
            case DERIVED -> "They follow from other settings. Another value is warned about and not used.";
        };
    }

    private static String value(Setting<?> row) {
        String fitting = row.type().fitting();
        return row.type().expected()
                + (row.unit().isEmpty() ? "" : ", " + row.unit())
                + (fitting.isEmpty() ? "" : "; " + fitting);
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }
}
