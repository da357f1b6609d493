package io.apogeemq.broker.filter;

import org.jspecify.annotations.Nullable;

/**
 * A part of a condition. A test gives {@link Boolean#TRUE}, {@link Boolean#FALSE} or null for unknown; an operand gives an
 * Integer, Long, Double, Boolean, String, or null for a property that the message has not. Immutable; any thread.
 */
interface Expression {
    @Nullable
    Object value(Evaluation message) throws Mismatch;

    /** As a condition: what is neither true nor unknown is false, also a property, whatever its text (as RocketMQ has it). */
    default @Nullable Boolean test(Evaluation message) throws Mismatch {
        Object value = value(message);
        return value == null || value instanceof Boolean ? (Boolean) value : Boolean.FALSE;
    }
}
