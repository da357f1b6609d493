package io.apogeemq.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Writes down the keys of one standing that nothing in this process asks for by name: only their text is checked, kept
 * and printed. A key that gets built moves out of here and becomes a constant.
 */
public final class Rows {
    private final Standing standing;
    private final List<Setting<?>> rows = new ArrayList<>();

    public Rows(Standing standing) {
        this.standing = standing;
    }

    public Rows bool(String key, boolean fallback, String why) {
        return row(key, ValueType.BOOL, fallback, why);
    }

    public Rows int32(String key, int fallback, String why) {
        return row(key, ValueType.INT32, fallback, why);
    }

    public Rows int32(String key, Default<Integer> fallback, String why) {
        return row(Setting.of(standing, key, ValueType.INT32, fallback).why(why));
    }

    public Rows int64(String key, long fallback, String why) {
        return row(key, ValueType.INT64, fallback, why);
    }

    public Rows decimal(String key, double fallback, String why) {
        return row(key, ValueType.DECIMAL, fallback, why);
    }

    public Rows text(String key, String fallback, String why) {
        return row(key, ValueType.TEXT, fallback, why);
    }

    public <T> Rows row(String key, ValueType<T> type, T fallback, String why) {
        return row(Setting.of(standing, key, type, Default.of(type.print(fallback), fallback))
                .why(why));
    }

    /** Text without a default: printed only where the file has it. */
    public Rows absent(String key, String why) {
        return row(Setting.of(standing, key, ValueType.TEXT, Default.of("", ""))
                .onlyWhenGiven()
                .why(why));
    }

    /** A key that only older releases know, or only documents: printed only where the file has it. */
    public <T> Rows former(String key, ValueType<T> type, T fallback, String why) {
        return row(Setting.of(standing, key, type, Default.of(type.print(fallback), fallback))
                .onlyWhenGiven()
                .why(why));
    }

    /** Marks rows above for {@code -m}. */
    public Rows important(String... keys) {
        Set<String> marked = Set.of(keys);
        rows.replaceAll(row -> marked.contains(row.key()) ? row.important() : row);
        return this;
    }

    public Rows row(Setting<?> setting) {
        rows.add(setting);
        return this;
    }

    public List<Setting<?>> list() {
        return List.copyOf(rows);
    }
}
