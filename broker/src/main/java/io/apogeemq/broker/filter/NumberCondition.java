package io.apogeemq.broker.filter;

import org.jspecify.annotations.Nullable;

/**
 * Compares a property with a number of the expression, whose kind the property's text must have.
 *
 * @param missing what it is when there is no such property
 */
record NumberCondition(
        String name,
        Operator operator,
        Number number,
        @Nullable Boolean missing) implements Expression {
    @Override
    public @Nullable Boolean value(Evaluation message) throws Mismatch {
        if (!message.find(name)) {
            return missing;
        }
        return operator.holds(compare(message));
    }

    private int compare(Evaluation message) throws Mismatch {
        if (number instanceof Integer whole) {
            return Integer.compare(message.int32(), whole);
        }
        return number instanceof Long whole
                ? Long.compare(message.int64(), whole)
                : Double.compare(message.float64(), number.doubleValue());
    }
}
