package io.apogeemq.broker.filter;

/** What a comparison asks. */
enum Operator {
    EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
    LESS,
    LESS_OR_EQUAL;

    /**
     * @param comparison of the left with the right, as by {@link Comparable}
     */
    boolean holds(int comparison) {
        return switch (this) {
            case EQUAL -> comparison == 0;
            case GREATER -> comparison > 0;
            case GREATER_OR_EQUAL -> comparison >= 0;
            case LESS -> comparison < 0;
            case LESS_OR_EQUAL -> comparison <= 0;
        };
    }

    /** What is asked when left and right change places. */
    Operator mirrored() {
        return switch (this) {
            case EQUAL -> EQUAL;
            case GREATER -> LESS;
            case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
            case LESS -> GREATER;
            case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
        };
    }
}
