package io.apogeemq.broker.filter;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a property is one of some texts: IN. */
final class Membership implements Expression {
    private final String name;
    private final List<byte[]> texts;

    Membership(String name, List<String> texts) {
        this.name = name;
        this.texts = texts.stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public @Nullable Boolean value(Evaluation message) {
        if (!message.find(name)) {
            return null;
        }
        for (byte[] text : texts) {
            if (message.isText(text)) {
                return true;
            }
        }
        return false;
    }
}
