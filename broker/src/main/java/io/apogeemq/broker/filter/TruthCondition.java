package io.apogeemq.broker.filter;

import org.jspecify.annotations.Nullable;

/** Whether a property says true, or anything else. */
record TruthCondition(String name, Boolean wanted) implements Expression {
    @Override
    public @Nullable Boolean value(Evaluation message) {
        return message.find(name) ? Boolean.valueOf(wanted == message.isTrue()) : null;
    }
}
