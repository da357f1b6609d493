package io.apogeemq.broker.topic;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The attributes of a topic and how a tool changes them (spec/requests.md 3 and UPDATE_AND_CREATE_TOPIC 17). */
public final class TopicAttributes {
    private static final Map<String, List<String>> CHOICES = Map.of(
            "message.type",
                    List.of("UNSPECIFIED", "NORMAL", "FIFO", "DELAY", "TRANSACTION", "MIXED", "PRIORITY", "LITE"),
            "queue.type", List.of("SimpleCQ"),
            "cleanup.policy", List.of("DELETE"));

    private static final List<String> FIXED = List.of("queue.type", "cleanup.policy");
    private static final List<String> NUMBERS = List.of("reserve.time", "lite.topic.expiration");

    private TopicAttributes() {}

    /**
     * Applies {@code +key=value,-key}.
     *
     * @param isNew whether the topic is being made: then only {@code +}
     * @throws IllegalArgumentException when a change is not understood or not possible; the text says which
     */
    public static Map<String, String> change(Map<String, String> before, String changes, boolean isNew) {
        Map<String, String> after = new HashMap<>(before);
        for (String change : changes.split(",")) {
            String text = change.trim();
            if (text.isEmpty()) {
                continue;
            }
            String key = key(text);
            if (!CHOICES.containsKey(key) && !NUMBERS.contains(key)) {
                throw new IllegalArgumentException("unsupported key: " + key);
            }
            if (text.startsWith("+")) {
                set(after, key, text.substring(text.indexOf('=') + 1).trim(), isNew);
            } else if (isNew) {
                throw new IllegalArgumentException("only + is possible when a topic is made, not " + text);
            } else {
                requireChangeable(key);
                after.remove(key);
            }
        }
        return after;
    }

    private static String key(String change) {
        int equals = change.indexOf('=');
        if (change.startsWith("+") && equals > 1) {
            return change.substring(1, equals).trim();
        }
        if (change.startsWith("-") && equals < 0 && change.length() > 1) {
            return change.substring(1).trim();
        }
        throw new IllegalArgumentException("an attribute change is +key=value or -key, not " + change);
    }

    private static void set(Map<String, String> after, String key, String value, boolean isNew) {
        if (!isNew && !value.equals(after.get(key))) {
            requireChangeable(key);
        }
        List<String> choices = CHOICES.get(key);
        if (choices != null && !choices.contains(value)) {
            throw new IllegalArgumentException(key + " can be " + String.join(", ", choices) + " here, not " + value);
        }
        if (choices == null) {
            try {
                Long.parseLong(value);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(key + " is a whole number, not " + value, e);
            }
        }
        after.put(key, value);
    }

    private static void requireChangeable(String key) {
        if (FIXED.contains(key)) {
            throw new IllegalArgumentException(key + " cannot be changed once the topic is made");
        }
    }
}
