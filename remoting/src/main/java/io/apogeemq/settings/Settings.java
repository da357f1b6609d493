package io.apogeemq.settings;

import io.apogeemq.settings.Setting.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The settings in force, of one process at one time. Immutable; any thread. */
public final class Settings {
    /** A file that RocketMQ rewrote holds every key; a start line that names five hundred is read by nobody. */
    private static final int NAMED_AT_MOST = 30;

    private final SettingsTable table;
    private final Environment environment;
    private final PropertyText given;
    private final Map<String, Object> values;
    private final Map<String, String> unknown;
    private final List<String> warnings;
    private final String source;

    Settings(SettingsTable table, Draft draft, Map<String, String> unknown, String source) {
        this.table = table;
        this.environment = draft.environment();
        this.given = draft.given();
        this.values = Map.copyOf(draft.values());
        this.warnings = List.copyOf(draft.warnings());
        this.unknown = Map.copyOf(unknown);
        this.source = source;
    }

    public <T> T get(Setting<T> setting) {
        return typed(values, setting);
    }

    public boolean isGiven(Setting<?> setting) {
        return given.values().containsKey(setting.key());
    }

    public Environment environment() {
        return environment;
    }

    public SettingsTable table() {
        return table;
    }

    /** What the operator should read at the start, a line each. */
    public List<String> warnings() {
        return warnings;
    }

    /** One line that names the given keys that do nothing here; empty when all do what they say. */
    public Optional<String> summary() {
        List<Setting<?>> idle = table.rows().stream()
                .filter(this::isGiven)
                .filter(row -> row.standing() == Standing.LATER || row.standing() == Standing.MEANINGLESS)
                .toList();
        List<Setting<?>> named = idle.size() <= NAMED_AT_MOST
                ? idle
                : idle.stream().filter(this::differs).toList();
        List<String> parts = new ArrayList<>();
        addNamed(parts, "not built yet: ", Standing.LATER, named);
        addNamed(parts, "without meaning here: ", Standing.MEANINGLESS, named);
        if (named.size() < idle.size()) {
            parts.add((idle.size() - named.size()) + " more such keys stand at their defaults");
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of("keys of " + source + " " + String.join("; ", parts));
    }

    /** Keys with the same cause are told together. */
    private static void addNamed(List<String> parts, String words, Standing standing, List<Setting<?>> rows) {
        SortedMap<String, SortedSet<String>> keysByCause = new TreeMap<>();
        for (Setting<?> row : rows) {
            if (row.standing() == standing) {
                keysByCause.computeIfAbsent(row.why(), cause -> new TreeSet<>()).add(row.key());
            }
        }
        if (!keysByCause.isEmpty()) {
            List<String> causes = new ArrayList<>();
            keysByCause.forEach((cause, keys) -> causes.add(String.join(", ", keys) + " (" + cause + ")"));
            parts.add(words + String.join("; ", causes));
        }
    }

    private <T> boolean differs(Setting<T> row) {
        return !get(row).equals(row.fallback().in().apply(environment));
    }

    /** All keys in force by name, those that nobody here knows among them: the body of a GET, {@code -p}, the file. */
    public SortedMap<String, String> all() {
        SortedMap<String, String> all = new TreeMap<>(unknown);
        for (Setting<?> row : table.rows()) {
            if (!row.is(Trait.ONLY_WHEN_GIVEN) || isGiven(row)) {
                all.put(row.key(), print(row));
            }
        }
        return all;
    }

    /** The keys of {@code -m}, by name. */
    public SortedMap<String, String> important() {
        SortedMap<String, String> important = new TreeMap<>();
        for (Setting<?> row : table.rows()) {
            if (row.is(Trait.IMPORTANT)) {
                important.put(row.key(), print(row));
            }
        }
        return important;
    }

    /** The settings with some keys given anew. */
    Settings with(Map<String, String> changes) throws BadSettings {
        SortedMap<String, String> merged = new TreeMap<>(given.values());
        merged.putAll(changes);
        return table.read(PropertyText.of(merged), environment, source);
    }

    String source() {
        return source;
    }

    private <T> String print(Setting<T> row) {
        return row.type().print(get(row));
    }

    /** The table puts a value under its own row's key only, so the type is the row's. */
    @SuppressWarnings("unchecked")
    static <T> T typed(Map<String, Object> values, Setting<T> setting) {
        Object value = values.get(setting.key());
        if (value == null) {
            throw new IllegalArgumentException("the key " + setting.key() + " is not in this process's table");
        }
        return (T) value;
    }
}
