package io.apogeemq.client.consume.calls;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a group wants of one topic (spec/client.md 27). All members of a group must want the same: a broker keeps one per
 * topic, the one with the latest version.
 *
 * @param text as the broker gets it: {@code *}, tags joined by {@code ||}, or an SQL92 expression
 * @param tags the wanted tags; empty for all messages and for SQL92
 * @param version wall clock ms of the last time that brokers were to take this for the newest
 * @param since wall clock ms of the last change of what is wanted: a broker that knows only an older version would filter
 *     by something else
 */
public record Subscription(String topic, String text, Filter filter, Set<String> tags, long version, long since) {
    /** The text for all messages of a topic. */
    public static final String ALL = "*";

    /** How the text is to be read. */
    public enum Filter {
        TAG,
        SQL92
    }

    public Subscription {
        tags = Set.copyOf(tags);
    }

    /**
     * Reads an expression of tags; null, empty and {@code *} mean all messages.
     *
     * @throws IllegalArgumentException when the text holds only delimiters
     */
    public static Subscription ofTags(String topic, @Nullable String text, long version) {
        if (text == null || text.isEmpty() || text.equals(ALL)) {
            return new Subscription(topic, ALL, Filter.TAG, Set.of(), version, version);
        }
        Set<String> tags = Arrays.stream(text.split("\\|\\|"))
                .map(String::trim)
                .filter(tag -> !tag.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (tags.isEmpty()) {
            throw new IllegalArgumentException("the subscription of " + topic + " names no tag: " + text);
        }
        return new Subscription(topic, text, Filter.TAG, tags, version, version);
    }

    /** An SQL92 expression, which only the broker understands. */
    public static Subscription ofSql(String topic, String text, long version) {
        return new Subscription(topic, text, Filter.SQL92, Set.of(), version, version);
    }

    public Subscription withVersion(long newer) {
        return new Subscription(topic, text, filter, tags, newer, since);
    }

    /** Hash codes of the tags, by which brokers filter. */
    public Set<Integer> tagCodes() {
        return tags.stream().map(String::hashCode).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Whether a message with that tag is wanted. Brokers compare hash codes only, so of two tags with the same one the wrong
     * one comes here too.
     */
    public boolean wants(@Nullable String tag) {
        return tags.isEmpty() || tag != null && tags.contains(tag);
    }
}
