package io.apogeemq.broker.delay;

import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.PropertyKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The delay levels of {@code messageDelayLevel}. Level 1 is the first. Immutable. */
final class DelayRules {
    private final List<Long> delaysMillis;

    DelayRules(List<Long> delaysMillis) {
        this.delaysMillis = List.copyOf(delaysMillis);
    }

    int count() {
        return delaysMillis.size();
    }

    /** Which level a message asks for: 0 for none, the highest for one above it. */
    int level(MessageProperties properties) {
        String text = properties.get(PropertyKey.DELAY);
        return text == null ? 0 : level(text);
    }

    private int level(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > 9) {
            return 0;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return 0;
            }
        }
        return Math.min(Integer.parseInt(text), delaysMillis.size());
    }

    long delayMillis(int level) {
        return delaysMillis.get(level - 1);
    }
}
