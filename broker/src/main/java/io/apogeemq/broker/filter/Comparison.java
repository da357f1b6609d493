package io.apogeemq.broker.filter;

import org.jspecify.annotations.Nullable;

/**
 * Compares any two operands. Properties are texts: beside a number or a truth value they are taken for one, and one that
 * says something else matches nothing. Whatever of this looks odd is so in RocketMQ 5.5.0, as seen
 * ({@code SqlFilterTest}).
 */
record Comparison(Expression left, Operator operator, Expression right) implements Expression {
    /** The comparison, in the form that costs least. */
    static Expression of(Expression left, Operator operator, Expression right) {
        if (left instanceof Property property && right instanceof Constant constant) {
            return ofProperty(property, operator, constant, null);
        }
        if (left instanceof Constant constant
                && right instanceof Property property
                && (constant.value() instanceof Number || constant.value() instanceof String)) {
            // of two that are equal or not, a missing right one is unequal, and a missing left one unknown
            return ofProperty(
                    property, operator.mirrored(), constant, operator == Operator.EQUAL ? Boolean.FALSE : null);
        }
        return new Comparison(left, operator, right);
    }

    private static Expression ofProperty(
            Property property, Operator operator, Constant constant, @Nullable Boolean missing) {
        Object value = constant.value();
        if (value instanceof Number number) {
            return new NumberCondition(property.name(), operator, number, missing);
        }
        if (operator == Operator.EQUAL && value instanceof String text) {
            return new TextCondition(property.name(), text, missing);
        }
        if (operator == Operator.EQUAL && value instanceof Boolean truth) {
            return new TruthCondition(property.name(), truth);
        }
        return new Comparison(property, operator, constant);
    }

    @Override
    public @Nullable Boolean value(Evaluation message) throws Mismatch {
        Object one = left.value(message);
        Object other = right.value(message);
        return operator == Operator.EQUAL ? areEqual(one, other) : inOrder(one, other);
    }

    private static @Nullable Boolean areEqual(@Nullable Object one, @Nullable Object other) throws Mismatch {
        if (one == null) {
            return other == null ? Boolean.TRUE : null;
        }
        if (other == null) {
            return false;
        }
        if (one instanceof String text) {
            if (other instanceof Number number) {
                return Numbers.compare(Numbers.parseLike(number, text), number) == 0;
            }
            return other instanceof Boolean ? other.equals(Boolean.valueOf(text)) : text.equals(other);
        }
        if (one instanceof Number number) {
            if (other instanceof String text) {
                return Numbers.compare(number, Numbers.parseLike(number, text)) == 0;
            }
            return other instanceof Number second && Numbers.compare(number, second) == 0;
        }
        if (other instanceof String) {
            throw new Mismatch();
        }
        return one.equals(other);
    }

    private @Nullable Boolean inOrder(@Nullable Object one, @Nullable Object other) throws Mismatch {
        if (one == null || other == null) {
            return null;
        }
        return operator.holds(Numbers.compare(number(one, other), number(other, one)));
    }

    /** Two texts are compared as numbers. */
    private static Number number(Object value, Object beside) throws Mismatch {
        if (value instanceof Number number) {
            return number;
        }
        if (!(value instanceof String text)) {
            throw new Mismatch();
        }
        return beside instanceof Number number ? Numbers.parseLike(number, text) : (Number) Numbers.parseFloat64(text);
    }
}
