package io.apogeemq.broker.filter;

import org.jspecify.annotations.Nullable;

/** A property of the message, by its name as written. */
record Property(String name) implements Expression {
    @Override
    public @Nullable String value(Evaluation message) {
        return message.text(name);
    }

    @Override
    public @Nullable Boolean test(Evaluation message) {
        return message.find(name) ? Boolean.FALSE : null;
    }
}
