package io.apogeemq.documents;

import io.apogeemq.settings.Setting;
import io.apogeemq.settings.SettingsTable;
import io.apogeemq.settings.Standing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Prints docs/settings.md from the tables of settings. */
final class SettingsPage {
    private final StringBuilder page = new StringBuilder();

    SettingsPage() {
        page.append("""
                # Settings

                Printed from the tables in the code (a test compares them). Every key that RocketMQ 4.9.8 or 5.5.0 knows is known
                here; what it does there is in [spec/config.md](spec/config.md). An unknown key, and a value not of its type, stop the start; `lenientConfig=true` makes an unknown key a
                warning. `-p` prints what is in force. *live*: may be changed while the process runs.
                """);
    }

    SettingsPage add(String title, SettingsTable table) {
        page.append("\n## ").append(title).append("\n\n");
        page.append("| Key | Default | Value | |\n|---|---|---|---|\n");
        for (Setting<?> row : with(table, Standing.BUILT)) {
            page.append("| `")
                    .append(row.key())
                    .append("` | ")
                    .append(text(row.fallback().shown()))
                    .append(" | ")
                    .append(text(value(row)))
                    .append(" | ")
                    .append(text(row.why()))
                    .append(row.is(Setting.Trait.LIVE) ? "; *live*" : "")
                    .append(" |\n");
        }
        protecting(table);
        list(table, Standing.DERIVED, "Follow from other settings; another value is warned about and not used.");
        byCause(table, Standing.LATER, "Not built yet; the start names those that a file sets.", "Comes with");
        byCause(
                table,
                Standing.MEANINGLESS,
                "Without meaning here; the start names those that a file sets.",
                "Because");
        return this;
    }

    String print() {
        return page.toString();
    }

    private void protecting(SettingsTable table) {
        page.append("\nNot built yet, and never ignored: switched on, these stop the start.\n\n");
        page.append("| Key | Off | Because otherwise |\n|---|---|---|\n");
        for (Setting<?> row : with(table, Standing.PROTECTING)) {
            page.append("| `")
                    .append(row.key())
                    .append("` | ")
                    .append(text(row.fallback().shown()))
                    .append(" | ")
                    .append(text(row.why()))
                    .append(" |\n");
        }
    }

    private void list(SettingsTable table, Standing standing, String words) {
        List<Setting<?>> rows = with(table, standing);
        if (!rows.isEmpty()) {
            page.append('\n').append(words).append("\n\n");
            page.append(rows.stream().map(row -> "`" + row.key() + "`").collect(Collectors.joining(" ")));
            page.append('\n');
        }
    }

    private void byCause(SettingsTable table, Standing standing, String words, String cause) {
        Map<String, List<String>> keys = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Setting<?> row : with(table, standing)) {
            keys.computeIfAbsent(row.why(), why -> new ArrayList<>()).add("`" + row.key() + "`");
        }
        page.append('\n').append(words).append("\n\n| ").append(cause).append(" | Keys |\n|---|---|\n");
        keys.forEach((why, all) -> page.append("| ")
                .append(text(why))
                .append(" | ")
                .append(String.join(" ", all))
                .append(" |\n"));
    }

    private static List<Setting<?>> with(SettingsTable table, Standing standing) {
        List<Setting<?>> rows = new ArrayList<>(table.rows());
        rows.removeIf(row -> row.standing() != standing);
        rows.sort(Comparator.comparing(Setting::key));
        return rows;
    }

    private static String value(Setting<?> row) {
        String expected = row.type().expected();
        String fitting = row.type().fitting();
        return expected + (row.unit().isEmpty() ? "" : ", " + row.unit()) + (fitting.isEmpty() ? "" : "; " + fitting);
    }

    private static String text(String cell) {
        return cell.replace("|", "\\|").replace("<", "&lt;");
    }
}
