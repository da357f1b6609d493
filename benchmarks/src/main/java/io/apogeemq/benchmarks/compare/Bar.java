package io.apogeemq.benchmarks.compare;

import java.util.Locale;

/**
 * What a row is held to.
 *
 * @param against what the value bounds
 * @param moreIsBetter whether it is the least or the most that is wanted
 */
record Bar(Against against, boolean moreIsBetter, double value) {
    static final Bar NONE = new Bar(Against.NOTHING, true, Double.NaN);

    enum Against {
        NOTHING,
        /** The ratio of our figure to Apache's. */
        APACHE,
        /** Our figure. */
        ITSELF
    }

    /** At least so many times as much as Apache's. */
    static Bar times(double value) {
        return new Bar(Against.APACHE, true, value);
    }

    /** At most this part of Apache's. */
    static Bar part(double value) {
        return new Bar(Against.APACHE, false, value);
    }

    static Bar atLeast(double value) {
        return new Bar(Against.ITSELF, true, value);
    }

    static Bar atMost(double value) {
        return new Bar(Against.ITSELF, false, value);
    }

    /** Whether the median of what it bounds is as good as wanted. */
    boolean isReachedBy(double median) {
        return moreIsBetter ? median >= value : median <= value;
    }

    @Override
    public String toString() {
        String sign = moreIsBetter ? "≥ " : "≤ ";
        return switch (against) {
            case NOTHING -> "";
            case APACHE -> sign + Line.ratio(value);
            case ITSELF -> sign + String.format(Locale.ROOT, value == Math.rint(value) ? "%,.0f" : "%.2f", value);
        };
    }
}
