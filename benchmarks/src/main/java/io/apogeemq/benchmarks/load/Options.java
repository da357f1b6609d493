package io.apogeemq.benchmarks.load;

import java.util.HashMap;
import java.util.Map;

/** The options behind a command: pairs of a name and a value. */
public final class Options {
    private final Map<String, String> values;

    private Options(Map<String, String> values) {
        this.values = values;
    }

    /** @param args a command, then pairs */
    public static Options of(String[] args) {
        Map<String, String> values = new HashMap<>();
        for (int i = 1; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(args[i] + " lacks its value");
            }
            values.put(args[i], args[i + 1]);
        }
        return new Options(values);
    }

    public String text(String name, String otherwise) {
        String value = values.remove(name);
        return value == null ? otherwise : value;
    }

    public double number(String name, double otherwise) {
        String value = values.remove(name);
        try {
            return value == null ? otherwise : Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " " + value + " is no number", e);
        }
    }

    /** To be called when all that is known has been asked for. */
    public void requireAllUsed() {
        if (!values.isEmpty()) {
            throw new IllegalArgumentException("unknown: " + values.keySet());
        }
    }
}
