package io.apogeemq.broker.filter;

/** How texts become numbers, and numbers are compared. */
final class Numbers {
    private Numbers() {}

    /** What the text says, in the kind of number that it stands beside. */
    static Number parseLike(Number other, String text) throws Mismatch {
        try {
            if (other instanceof Integer) {
                return Integer.valueOf(text);
            }
            if (other instanceof Long) {
                return Long.valueOf(text);
            }
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            throw new Mismatch();
        }
    }

    static double parseFloat64(String text) throws Mismatch {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new Mismatch();
        }
    }

    static int compare(Number left, Number right) {
        return left instanceof Double || right instanceof Double
                ? Double.compare(left.doubleValue(), right.doubleValue())
                : Long.compare(left.longValue(), right.longValue());
    }

    /** The opposite, of the same kind: numbers are written without a sign, so each has one. */
    static Number negate(Number number) {
        if (number instanceof Integer whole) {
            return -whole;
        }
        if (number instanceof Long whole) {
            return -whole;
        }
        return -number.doubleValue();
    }
}
