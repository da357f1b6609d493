package io.apogeemq.benchmarks.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One row as it stands in the table.
 *
 * @param run when it was taken, as the page names the run
 */
record Line(String title, String ours, String apache, String ratio, String bar, String reached, String run) {
    static final String HEAD = """
            | What | ApogeeMQ | Apache RocketMQ 5.5.0 | Ratio | Bar | Reached | Run |
            |---|---|---|---|---|---|---|
            """;

    private static final int CELLS = 7;
    private static final String FAILED = "failed";

    /**
     * Medians, and in brackets the lowest and the highest, of each product and of the ratios of sessions side by side;
     * null when no session of either had the step.
     */
    static @Nullable Line of(Row row, List<Outcome> outcomes, String run) {
        List<Double> ours = values(row, Product.OURS, outcomes);
        List<Double> apache = values(row, Product.APACHE, outcomes);
        boolean tried = outcomes.stream().anyMatch(each -> each.failures().containsKey(row.step()));
        if (ours.isEmpty() && apache.isEmpty() && !tried) {
            return null;
        }
        List<Double> ratios = ratios(row, outcomes);
        List<Double> bounded = row.bar().against() == Bar.Against.ITSELF ? ours : ratios;
        String reached = "";
        if (row.bar().against() != Bar.Against.NOTHING) {
            reached = !bounded.isEmpty() && row.bar().isReachedBy(median(bounded))
                    ? "yes"
                    : bounded.isEmpty() && !ours.isEmpty() ? "not compared" : "no";
        }
        if (!reached.isEmpty() && outcomes.stream().anyMatch(each -> each.isReduced(row))) {
            reached = "(" + reached + ")";
        }
        return new Line(
                row.title(),
                spread(ours, failed(row, Product.OURS, outcomes)),
                spread(apache, failed(row, Product.APACHE, outcomes)),
                ratioSpread(ratios),
                row.bar().toString(),
                reached,
                run);
    }

    /** A line of a page that was written before; null when it is none. */
    static @Nullable Line parse(String text) {
        String[] cells = text.split("\\|", -1);
        if (cells.length != CELLS + 2
                || !text.startsWith("| ")
                || cells[1].strip().equals("What")) {
            return null;
        }
        return new Line(
                cells[1].strip(),
                cells[2].strip(),
                cells[3].strip(),
                cells[4].strip(),
                cells[5].strip(),
                cells[6].strip(),
                cells[7].strip());
    }

    boolean isMissed() {
        return reached.equals("no") || reached.equals("(no)");
    }

    private static List<Double> values(Row row, Product product, List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(each -> each.product() == product)
                .map(each -> each.value(row))
                .filter(value -> !Double.isNaN(value))
                .toList();
    }

    /** Of the sessions side by side, where both have the figure. */
    private static List<Double> ratios(Row row, List<Outcome> outcomes) {
        List<Outcome> ours =
                outcomes.stream().filter(each -> each.product() == Product.OURS).toList();
        List<Outcome> apache = outcomes.stream()
                .filter(each -> each.product() == Product.APACHE)
                .toList();
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < Math.min(ours.size(), apache.size()); i++) {
            double ratio = ours.get(i).value(row) / apache.get(i).value(row);
            if (!Double.isNaN(ratio)) {
                ratios.add(ratio);
            }
        }
        return ratios;
    }

    private static boolean failed(Row row, Product product, List<Outcome> outcomes) {
        return outcomes.stream()
                .anyMatch(each -> each.product() == product && each.failures().containsKey(row.step()));
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static String spread(List<Double> values, boolean failed) {
        if (values.isEmpty()) {
            return failed ? FAILED : "";
        }
        List<Double> sorted = values.stream().sorted().toList();
        String text = number(median(values));
        if (values.size() > 1) {
            text += " (" + number(sorted.get(0)) + " .. " + number(sorted.get(sorted.size() - 1)) + ")";
        }
        return failed ? text + ", once " + FAILED : text;
    }

    private static String ratioSpread(List<Double> ratios) {
        if (ratios.isEmpty()) {
            return "";
        }
        List<Double> sorted = ratios.stream().sorted().toList();
        String text = "**" + ratio(median(ratios)) + "**";
        if (ratios.size() > 1) {
            text += " (" + ratio(sorted.get(0)) + " .. " + ratio(sorted.get(sorted.size() - 1)) + ")";
        }
        return text;
    }

    static String ratio(double value) {
        if (value >= 1) {
            return String.format(Locale.ROOT, value >= 10 ? "%.0f×" : "%.1f×", value);
        }
        return String.format(Locale.ROOT, "1/%.1f", 1 / value);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }

    @Override
    public String toString() {
        return String.join(" | ", "| " + title, ours, apache, ratio, bar, reached, run) + " |\n";
    }
}
