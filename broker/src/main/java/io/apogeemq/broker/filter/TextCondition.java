package io.apogeemq.broker.filter;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Whether a property is a text of the expression. */
final class TextCondition implements Expression {
    private final String name;
    private final byte[] text;
    private final @Nullable Boolean missing;

    /**
     * @param missing what it is when there is no such property
     */
    TextCondition(String name, String text, @Nullable Boolean missing) {
        this.name = name;
        this.text = text.getBytes(StandardCharsets.UTF_8);
        this.missing = missing;
    }

    @Override
    public @Nullable Boolean value(Evaluation message) {
        return message.find(name) ? Boolean.valueOf(message.isText(text)) : missing;
    }
}
