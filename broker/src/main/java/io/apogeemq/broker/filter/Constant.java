package io.apogeemq.broker.filter;

import org.jspecify.annotations.Nullable;

/** A value that stands in the expression. */
record Constant(@Nullable Object value) implements Expression {
    @Override
    public @Nullable Object value(Evaluation message) {
        return value;
    }
}
