package io.apogeemq.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    /** A key with more wrong letters than one in so many is another word. */
    private static final int LETTERS_PER_SLIP = 5;

    /** Where a second setting may begin in a value. */
    private static final Pattern KEY_IN_VALUE = Pattern.compile("(?:^|[\\s;,])([A-Za-z][\\w.]*)\\s*=");

    private static final Pattern COMMENT_IN_VALUE = Pattern.compile("\\s#");
    private static final Pattern KEY = Pattern.compile("([A-Za-z][\\w.]*)\\s*[=:].*");

    private final Map<String, Setting<?>> rows = new LinkedHashMap<>();
    private final List<Rule> rules;

    public SettingsTable(List<? extends Collection<? extends Setting<?>>> groups, List<Rule> rules) {
        add(LENIENT);
        groups.forEach(group -> group.forEach(this::add));
        List<Rule> all = new ArrayList<>(rules);
        all.add(TlsProperties::check);
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

    /** For a message about an unknown key: which known one was meant; says nothing when none is like it. */
    String meaning(String key) {
        int most = Math.max(1, key.length() / LETTERS_PER_SLIP);
        return rows.keySet().stream()
                .filter(each -> Math.abs(each.length() - key.length()) <= most)
                .filter(each -> Spelling.distance(key, each) <= most)
                .min(Comparator.<String>comparingInt(each -> Spelling.distance(key, each))
                        .thenComparing(Comparator.naturalOrder()))
                .map(each -> ", did you mean " + each + "?")
                .orElse("");
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
        refuseSwallowedLines(draft, source);
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
        Optional<String> slip = slip(row.key(), text, draft.given());
        if (slip.isPresent()) {
            draft.refuse(row.key() + "=" + text + " in " + source + ": " + slip.get());
            return null;
        }
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

    /** What is wrong with a value whatever its type, with the remedy. */
    private Optional<String> slip(String key, String text, PropertyText given) {
        Optional<String> second = KEY_IN_VALUE
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .filter(rows::containsKey)
                .findFirst();
        if (second.isPresent()) {
            return Optional.of("two settings in one line; give " + second.get() + " a line of its own");
        }
        if (COMMENT_IN_VALUE.matcher(text).find()) {
            return Optional.of("a comment needs a line of its own, here it is a part of the value");
        }
        String meant = given.asUtf8().get(key);
        return meant == null
                ? Optional.empty()
                : Optional.of(
                        "a properties file is ISO-8859-1, this one is UTF-8; write " + PropertyText.print(key, meant)
                                + " (or " + PropertyText.print(key, text) + ", which is what RocketMQ reads here)");
    }

    private void refuseSwallowedLines(Draft draft, String source) {
        for (PropertyText.Line line : draft.given().swallowed()) {
            Matcher key = KEY.matcher(line.text());
            if (line.text().startsWith("#") || key.matches() && rows.containsKey(key.group(1))) {
                draft.refuse("line " + line.number() + " of " + source + ", " + line.text()
                        + ", counts as a part of the line before, which ends in a backslash; take that away, or write two"
                        + " of them for one that is meant");
            }
        }
    }

    private Map<String, String> unknownKeys(Draft draft, String source) {
        Map<String, String> unknown = new TreeMap<>(draft.given().values());
        unknown.keySet().removeAll(rows.keySet());
        boolean lenient = draft.get(LENIENT);
        for (String key : unknown.keySet()) {
            String line = "unknown key " + key + " in " + source;
            if (lenient) {
                draft.warn(line + " is not used" + meaning(key));
            } else {
                draft.refuse(line + meaning(key) + " (" + LENIENT.key() + "=true starts anyway)");
            }
        }
        return unknown;
    }
}
