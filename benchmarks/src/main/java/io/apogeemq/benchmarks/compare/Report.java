package io.apogeemq.benchmarks.compare;

import io.apogeemq.benchmarks.load.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The table of medians, ratios and spreads. */
final class Report {
    private final List<Map<String, Figures>> ours = new ArrayList<>();
    private final List<Map<String, Figures>> apaches = new ArrayList<>();

    void add(Product product, Map<String, Figures> figures) {
        switch (product) {
            case OURS -> ours.add(figures);
            case APACHE -> apaches.add(figures);
        }
    }

    /** Median, and in brackets the lowest and the highest, of each product and of the ratios of sessions side by side. */
    String table() {
        StringBuilder text = new StringBuilder("""
                | What | ApogeeMQ | Apache RocketMQ 5.5.0 | Ratio | Bar | Reached |
                |---|---|---|---|---|---|
                """);
        for (Row row : Row.ALL) {
            List<Double> mine = values(ours, row);
            List<Double> others = values(apaches, row);
            if (mine.isEmpty() && others.isEmpty()) {
                continue;
            }
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < Math.min(mine.size(), others.size()); i++) {
                ratios.add(mine.get(i) / others.get(i));
            }
            String bar = Double.isNaN(row.bar()) ? "" : (row.moreIsBetter() ? "≥ " : "≤ ") + ratio(row.bar());
            String reached = ratios.isEmpty() || bar.isEmpty() ? "" : row.isReached(median(ratios)) ? "yes" : "no";
            text.append("| ")
                    .append(row.title())
                    .append(" | ")
                    .append(spread(mine))
                    .append(" | ")
                    .append(spread(others))
                    .append(" | ")
                    .append(ratioSpread(ratios))
                    .append(" | ")
                    .append(bar)
                    .append(" | ")
                    .append(reached)
                    .append(" |\n");
        }
        return text.toString();
    }

    private static List<Double> values(List<Map<String, Figures>> sessions, Row row) {
        List<Double> values = new ArrayList<>();
        for (Map<String, Figures> session : sessions) {
            Figures step = session.get(row.step());
            double value = step == null ? Double.NaN : step.get(row.figure());
            if (!Double.isNaN(value)) {
                values.add(value);
            }
        }
        return values;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static String spread(List<Double> values) {
        if (values.isEmpty()) {
            return "failed";
        }
        List<Double> sorted = values.stream().sorted().toList();
        return number(median(values)) + " (" + number(sorted.get(0)) + " .. " + number(sorted.get(sorted.size() - 1))
                + ")";
    }

    private static String ratioSpread(List<Double> ratios) {
        if (ratios.isEmpty()) {
            return "";
        }
        List<Double> sorted = ratios.stream().sorted().toList();
        return "**" + ratio(median(ratios)) + "** (" + ratio(sorted.get(0)) + " .. "
                + ratio(sorted.get(sorted.size() - 1)) + ")";
    }

    private static String ratio(double value) {
        if (value >= 1) {
            return String.format(Locale.ROOT, value >= 10 ? "%.0f×" : "%.1f×", value);
        }
        return String.format(Locale.ROOT, "1/%.1f", 1 / value);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }
}
