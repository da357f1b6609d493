package io.apogeemq.broker.filter;

import io.apogeemq.protocol.body.SubscriptionRecord;
import io.apogeemq.store.read.RecordFilter;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Which messages a subscription wants, as far as the hash of their tag tells; the client compares the tag itself
 * (spec/messages.md 9). Immutable.
 */
public final class TagFilter implements MessageFilter {
    /** Everything. */
    public static final TagFilter ALL = new TagFilter(new int[0]);

    private final int[] codes;

    private TagFilter(int[] codes) {
        this.codes = codes;
    }

    public static TagFilter of(SubscriptionRecord subscription) {
        return subscription.expression().equals(SubscriptionRecord.ALL) ? ALL : of(subscription.tagCodes());
    }

    private static TagFilter of(Collection<Integer> tagCodes) {
        return tagCodes.isEmpty()
                ? ALL
                : new TagFilter(tagCodes.stream().mapToInt(Integer::intValue).toArray());
    }

    /**
     * Parses a tag expression: {@code *} or nothing for all, else tags joined with {@code ||} (spec/messages.md 21).
     *
     * @throws IllegalArgumentException when there are only delimiters
     */
    public static TagFilter parse(String expression) {
        String text = expression.trim();
        if (text.isEmpty() || text.equals(SubscriptionRecord.ALL)) {
            return ALL;
        }
        int[] codes = Arrays.stream(text.split("\\|\\|"))
                .map(String::trim)
                .filter(tag -> !tag.isEmpty())
                .mapToInt(String::hashCode)
                .toArray();
        if (codes.length == 0) {
            throw new IllegalArgumentException("the expression has no tag in it: " + expression);
        }
        return new TagFilter(codes);
    }

    /** Only the low 32 bits count. */
    @Override
    public boolean mayMatch(long tagCode) {
        if (codes.length == 0) {
            return true;
        }
        for (int code : codes) {
            if (code == (int) tagCode) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean isAll() {
        return codes.length == 0;
    }

    @Override
    public @Nullable RecordFilter records() {
        return null;
    }
}
