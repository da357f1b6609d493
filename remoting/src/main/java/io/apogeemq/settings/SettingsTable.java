package io.apogeemq.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All keys of one kind of process, and how its settings come to be: defaults, then what is given, then the rules in
 * their order. Immutable; any thread.
 */
public final class SettingsTable {
    /** Not one of RocketMQ's: lets a file start that holds keys nobody knows. */
    public static final Setting<Boolean> LENIENT = Setting.built("lenientConfig", ValueType.BOOL, false)
            .onlyWhenGiven()
            .why("an unknown key is a warning instead of the end of the start");

    private final Map<String, Setting<?>> rows = new LinkedHashMap<>();
    private final List<Rule> rules;

    public SettingsTable(List<? extends Collection<? extends Setting<?>>> groups, List<Rule> rules) {
        add(LENIENT);
        groups.forEach(group -> group.forEach(this::add));
        List<Rule> all = new ArrayList<>(rules);
        all.add(TlsWish::refuse);
        this.rules = List.copyOf(all);
    }

    private void add(Setting<?> setting) {
        Setting<?> before = rows.put(setting.key(), setting);
        if (before != null) {
            throw new IllegalStateException("two rows for the key " + setting.key());
        }
    }

    public Collection<Setting<?>> rows() {
        return rows.values();
    }

    public Optional<Setting<?>> find(String key) {
        return Optional.ofNullable(rows.get(key));
    }

    /** The known key that takes the fewest changes to get to; of several the first by name. */
    public String nearest(String key) {
        return rows.keySet().stream()
                .min(Comparator.<String>comparingInt(each -> Spelling.distance(key, each))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    /**
     * The settings in force.
     *
     * @param source where the given ones come from, for the messages
     * @throws BadSettings naming everything that keeps the process from starting
     */
    public Settings read(PropertyText given, Environment environment, String source) throws BadSettings {
        Draft draft = new Draft(environment, given);
        rows.values().forEach(row -> readRow(row, draft, source));
        Map<String, String> unknown = unknownKeys(draft, source);
        for (String key : given.twice()) {
            draft.warn(key + " stands more than once in " + source + "; the last one counts");
        }
        draft.requireNoProblem();
        rules.forEach(rule -> rule.apply(draft));
        draft.requireNoProblem();
        return new Settings(this, draft, unknown, source);
    }

    /** The default is made only where it is used: to know the machine's name may take a while. */
    private <T> void readRow(Setting<T> row, Draft draft, String source) {
        String text = draft.given().values().get(row.key());
        T given = text == null ? null : given(row, text, draft, source);
        draft.put(row, given != null ? given : row.fallback().in().apply(draft.environment()));
    }

    /** Null when it is refused. */
    private <T> @Nullable T given(Setting<T> row, String text, Draft draft, String source) {
        Optional<T> read = row.type().read(text);
        if (read.isEmpty()) {
            draft.refuse(row.key() + "=" + text + " in " + source + ": expected "
                    + row.type().expected());
            return null;
        }
        T value = read.get();
        if (row.standing() == Standing.PROTECTING && row.switchedOn().test(value)) {
            draft.refuse(row.key() + "=" + text + " in " + source + " is not built yet: " + row.why());
            return null;
        }
        T used = row.type().fit().apply(value);
        if (!used.equals(value)) {
            draft.warn(row.key() + "=" + text + " is used as " + row.type().print(used) + ": "
                    + row.type().fitting());
        }
        return used;
    }

    private Map<String, String> unknownKeys(Draft draft, String source) {
        Map<String, String> unknown = new TreeMap<>(draft.given().values());
        unknown.keySet().removeAll(rows.keySet());
        boolean lenient = draft.get(LENIENT);
        for (String key : unknown.keySet()) {
            String line = "unknown key " + key + " in " + source + ", the nearest known one is " + nearest(key);
            if (lenient) {
                draft.warn(line + "; it is not used");
            } else {
                draft.refuse(line + " (" + LENIENT.key() + "=true starts anyway)");
            }
        }
        return unknown;
    }
}
