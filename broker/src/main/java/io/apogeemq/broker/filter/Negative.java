package io.apogeemq.broker.filter;

import org.jspecify.annotations.Nullable;

/** The opposite of what is no number: unknown, also when a property's text is one (as RocketMQ has it). */
record Negative(Expression operand) implements Expression {
    @Override
    public @Nullable Object value(Evaluation message) throws Mismatch {
        operand.value(message);
        return null;
    }
}
