package io.apogeemq.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * Reads a text of keys that nothing asks for by name: only their text is checked, kept and printed.
 *
 * <pre>
 *   = LATER: part that will bring them        or = MEANINGLESS: why they have no meaning here
 *   KEY TYPE[!][?] [DEFAULT]                  ! printed by -m; ? printed only where the file has it
 * </pre>
 *
 * <p>A type is {@code int}, {@code long}, {@code double}, {@code bool}, {@code text} or the values to choose from, {@code A|B}.
 */
public final class KeyTable {
    /** RocketMQ sizes its pools by the processors it sees, and writes the result into the files it rewrites. */
    private static final Map<String, IntUnaryOperator> BY_CPUS = Map.of(
            "CPU", n -> n,
            "min(CPU,4)", n -> Math.min(n, 4),
            "min(32,CPU)", n -> Math.min(32, n),
            "8+CPU", n -> 8 + n,
            "16+2CPU", n -> 16 + 2 * n,
            "10(CPU/2)", n -> n / 2 * 10,
            "max(8+2CPU,4min(CPU,4))", n -> Math.max(8 + 2 * n, 4 * Math.min(n, 4)));

    private KeyTable() {}

    /** The file that lies beside the class. */
    public static List<Setting<?>> read(Class<?> beside, String file) {
        try (InputStream in = beside.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing beside " + beside);
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalArgumentException naming the line that is none */
    static List<Setting<?>> parse(String text) {
        List<Setting<?>> rows = new ArrayList<>();
        Standing standing = null;
        String why = "";
        for (String line : text.split("\n")) {
            if (line.startsWith("= ")) {
                int colon = line.indexOf(": ");
                standing = Standing.valueOf(line.substring(2, colon));
                why = line.substring(colon + 2);
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                if (standing == null) {
                    throw new IllegalArgumentException("a key before the first standing: " + line);
                }
                rows.add(row(standing, why, line.split(" ", 3)));
            }
        }
        return rows;
    }

    private static Setting<?> row(Standing standing, String why, String[] words) {
        String type = words[1];
        boolean onlyWhenGiven = type.endsWith("?");
        type = onlyWhenGiven ? type.substring(0, type.length() - 1) : type;
        boolean important = type.endsWith("!");
        type = important ? type.substring(0, type.length() - 1) : type;
        Setting<?> row =
                row(standing, words[0], type, words.length < 3 ? "" : words[2]).why(why);
        row = onlyWhenGiven ? row.onlyWhenGiven() : row;
        return important ? row.important() : row;
    }

    private static Setting<?> row(Standing standing, String key, String type, String fallback) {
        return switch (type) {
            case "int" -> Setting.of(standing, key, ValueType.INT32, count(fallback));
            case "long" -> of(standing, key, ValueType.INT64, fallback);
            case "double" -> of(standing, key, ValueType.DECIMAL, fallback);
            case "bool" -> of(standing, key, ValueType.BOOL, fallback);
            case "text" -> of(standing, key, ValueType.TEXT, fallback);
            default -> of(standing, key, choice(key, type), fallback);
        };
    }

    private static ValueType<String> choice(String key, String type) {
        if (!type.contains("|")) {
            throw new IllegalArgumentException(key + " has no type that is one: " + type);
        }
        return ValueType.oneOf(type.split("\\|"));
    }

    private static Default<Integer> count(String fallback) {
        IntUnaryOperator byCpus = BY_CPUS.get(fallback);
        return byCpus == null
                ? Default.of(fallback, Integer.valueOf(fallback))
                : Default.byCpus(fallback, byCpus::applyAsInt);
    }

    private static <T> Setting<T> of(Standing standing, String key, ValueType<T> type, String fallback) {
        T value = type.read(fallback)
                .orElseThrow(() -> new IllegalArgumentException(key + " has a default that is not of its type"));
        return Setting.of(standing, key, type, Default.of(fallback, value));
    }
}
