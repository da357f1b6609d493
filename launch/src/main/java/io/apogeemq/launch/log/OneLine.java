package io.apogeemq.launch.log;

import org.jspecify.annotations.Nullable;

/**
 * Makes what a line is filled with fit for a line: names come from peers, and may hold line ends that look like lines of our
 * own, codes that a terminal obeys, or 64 KiB. The one place that does it, for every line of a server's log.
 */
final class OneLine {
    /** Longer than any path or honest name. */
    static final int MOST_LETTERS = 1000;

    private OneLine() {}

    /** In their place, those that need it. */
    static void fit(Object @Nullable [] arguments) {
        if (arguments != null) {
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = fit(arguments[i]);
            }
        }
    }

    private static @Nullable Object fit(@Nullable Object argument) {
        if (argument == null
                || argument instanceof Number
                || argument instanceof Throwable
                || argument.getClass().isArray()) {
            return argument;
        }
        try {
            return text(argument.toString());
        } catch (RuntimeException e) {
            return argument; // whoever writes the line says so in it
        }
    }

    /** The text itself when there is nothing to change. */
    static String text(String text) {
        int length = Math.min(text.length(), MOST_LETTERS);
        int first = 0;
        while (first < length && isPlain(text.charAt(first))) {
            first++;
        }
        if (first == text.length()) {
            return text;
        }
        StringBuilder fit = new StringBuilder(length + 40).append(text, 0, first);
        for (int i = first; i < length; i++) {
            char c = text.charAt(i);
            if (isPlain(c)) {
                fit.append(c);
            } else {
                fit.append(escaped(c));
            }
        }
        if (length < text.length()) {
            fit.append("... (").append(text.length()).append(" characters)");
        }
        return fit.toString();
    }

    /** Neither controls a terminal nor ends a line nor turns the direction of reading. */
    private static boolean isPlain(char c) {
        if (c >= ' ' && c < 0x7f) {
            return true;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static String escaped(char c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format("\\u%04x", (int) c);
        };
    }
}
