package io.apogeemq.settings;

/** What a single key cannot say: values that follow from others, and combinations that must not start. */
@FunctionalInterface
public interface Rule {
    void apply(Draft draft);
}
