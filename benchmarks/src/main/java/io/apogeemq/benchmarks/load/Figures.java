package io.apogeemq.benchmarks.load;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Named figures in the order in which they were taken; the unit is the end of the name. */
public final class Figures {
    private final Map<String, Double> values = new LinkedHashMap<>();

    public void put(String name, double value) {
        values.put(name, value);
    }

    public void put(String name, long count) {
        values.put(name, (double) count);
    }

    /** NaN when it was not taken. */
    public double get(String name) {
        return values.getOrDefault(name, Double.NaN);
    }

    public Map<String, Double> all() {
        return values;
    }

    /** One figure a line: for people, and for {@code awk '$1 == "p50_ms" { print $2 }'}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        values.forEach((name, value) -> text.append(String.format(Locale.ROOT, "%-28s %s%n", name, number(value))));
        return text.toString();
    }

    /** Three digits behind the point for small values, none for large ones. */
    static String number(double value) {
        if (value == Math.rint(value) || Math.abs(value) >= 1000) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.3f" : "%.1f", value);
    }
}
