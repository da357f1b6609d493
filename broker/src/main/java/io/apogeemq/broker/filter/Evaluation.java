package io.apogeemq.broker.filter;

import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.store.read.RecordFilter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Asks an expression about one message after the other. A property is looked at where it lies in the message's bytes;
 * comparisons with numbers and strings make no objects. One thread at a time.
 */
final class Evaluation implements RecordFilter, MessageProperties.Viewer {
    /** Any number of so many digits fits into a long, and no digit is lost in a double of the next shorter ones. */
    private static final int SURE_LONG_DIGITS = 18;

    private static final int SURE_DOUBLE_DIGITS = 15;

    private final Expression expression;
    private final MessageProperties properties = new MessageProperties();
    private byte[] bytes = new byte[0];
    private int from;
    private int length;

    Evaluation(Expression expression) {
        this.expression = expression;
    }

    @Override
    public boolean matches(RecordReader message) {
        message.properties(properties);
        return matches();
    }

    /** As for a message with these properties. */
    boolean matches(MessageProperties of) {
        byte[] text = of.toBytes();
        properties.set(text, 0, text.length);
        return matches();
    }

    private boolean matches() {
        try {
            return Boolean.TRUE.equals(expression.test(this));
        } catch (Mismatch e) {
            return false;
        }
    }

    @Override
    public void view(byte[] source, int begin, int count) {
        bytes = source;
        from = begin;
        length = count;
    }

    /** Looks at a property: the other methods tell of this one. False when there is none. */
    boolean find(String name) {
        return properties.show(name, this);
    }

    /** The property's text. */
    @Nullable
    String text(String name) {
        return properties.get(name);
    }

    private String text() {
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }

    boolean isText(byte[] wanted) {
        return Arrays.equals(bytes, from, from + length, wanted, 0, wanted.length);
    }

    boolean startsWith(byte[] wanted) {
        return hasAt(0, wanted);
    }

    boolean endsWith(byte[] wanted) {
        return hasAt(length - wanted.length, wanted);
    }

    /** In UTF-8 no character begins within another, so bytes are found where characters are. */
    boolean contains(byte[] wanted) {
        for (int i = 0; i + wanted.length <= length; i++) {
            if (hasAt(i, wanted)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasAt(int index, byte[] wanted) {
        return index >= 0
                && index + wanted.length <= length
                && Arrays.equals(bytes, from + index, from + index + wanted.length, wanted, 0, wanted.length);
    }

    /** Whether it says true, in any case. */
    boolean isTrue() {
        return length == 4 && text().equalsIgnoreCase("true");
    }

    int int32() throws Mismatch {
        long value = int64();
        if (value != (int) value) {
            throw new Mismatch();
        }
        return (int) value;
    }

    long int64() throws Mismatch {
        int first = sign();
        if (!isDigits(first)) {
            return rareInt64();
        }
        if (length - first > SURE_LONG_DIGITS) {
            return rareInt64();
        }
        return digits(first);
    }

    /** Long ones, and digits of other scripts, which count too. */
    private long rareInt64() throws Mismatch {
        for (int i = from + sign(); i < from + length; i++) {
            if (bytes[i] >= 0 && (bytes[i] < '0' || bytes[i] > '9')) {
                throw new Mismatch();
            }
        }
        try {
            return Long.parseLong(text());
        } catch (NumberFormatException e) {
            throw new Mismatch();
        }
    }

    double float64() throws Mismatch {
        int first = sign();
        if (first == 0 && isDigits(first) && length <= SURE_DOUBLE_DIGITS) {
            return digits(first);
        }
        return Numbers.parseFloat64(text());
    }

    private int sign() {
        return length > 1 && (bytes[from] == '-' || bytes[from] == '+') ? 1 : 0;
    }

    private boolean isDigits(int first) {
        for (int i = from + first; i < from + length; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return false;
            }
        }
        return length > first;
    }

    private long digits(int first) {
        long value = 0;
        for (int i = from + first; i < from + length; i++) {
            value = value * 10 + (bytes[i] - '0');
        }
        return bytes[from] == '-' ? -value : value;
    }
}
