package io.apogeemq.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The type of a setting: how its text is read and printed, and which value is used in place of one that RocketMQ clamps
 * or rounds. Text comes trimmed.
 *
 * @param expected what a value has to be, in words that finish "expected ..."
 * @param reader empty when the text is not of this type
 * @param fit the value that is used for the one that was given; mostly the same
 * @param fitting what {@code fit} does, in words; empty when it does nothing
 */
public record ValueType<T>(
        String expected,
        Function<String, Optional<T>> reader,
        Function<T, String> printer,
        UnaryOperator<T> fit,
        String fitting) {

    private static final String WRITTEN_OUT =
            " written out: neither ~ nor ${...} is replaced (./~ is the directory of that name)";

    public static final ValueType<String> TEXT = of("text", Optional::of, Function.identity());
    /** Text that is not empty. */
    public static final ValueType<String> NAME =
            of("a text that is not empty", text -> Optional.of(text).filter(each -> !each.isEmpty()), text -> text);
    /** One path. What only a shell would replace is refused: else it names a directory that nobody looks for. */
    public static final ValueType<String> PATH =
            of("a path" + WRITTEN_OUT, text -> Optional.of(text).filter(ValueType::isPath), text -> text);
    /** Paths separated by commas, or none. */
    public static final ValueType<String> PATHS = of(
            "paths separated by commas, each" + WRITTEN_OUT,
            text -> Optional.of(text)
                    .filter(all -> Arrays.stream(all.split(","))
                            .map(String::strip)
                            .allMatch(each -> each.isEmpty() || isPath(each))),
            text -> text);
    /** {@code true} or {@code false} in any case; RocketMQ takes any other text for false, so that a typo switches off. */
    public static final ValueType<Boolean> BOOL = of("true or false", ValueType::readBool, String::valueOf);

    public static final ValueType<Integer> INT32 = int32(Integer.MIN_VALUE, Integer.MAX_VALUE);
    public static final ValueType<Long> INT64 = int64(Long.MIN_VALUE, Long.MAX_VALUE);
    public static final ValueType<Double> DECIMAL = of("a number", ValueType::readDecimal, String::valueOf);
    public static final ValueType<Integer> PORT = int32(1, 65535);

    public static <T> ValueType<T> of(
            String expected, Function<String, Optional<T>> reader, Function<T, String> printer) {
        return new ValueType<>(expected, reader, printer, UnaryOperator.identity(), "");
    }

    /** A whole number within the bounds, both included; others are refused. */
    public static ValueType<Integer> int32(int least, int most) {
        return of(
                "a whole number" + bounds(least, most, Integer.MIN_VALUE, Integer.MAX_VALUE),
                text -> readLong(text)
                        .filter(value -> least <= value && value <= most)
                        .map(Long::intValue),
                String::valueOf);
    }

    /** A whole number within the bounds, both included; others are refused. */
    public static ValueType<Long> int64(long least, long most) {
        return of(
                "a whole number" + bounds(least, most, Long.MIN_VALUE, Long.MAX_VALUE),
                text -> readLong(text).filter(value -> least <= value && value <= most),
                String::valueOf);
    }

    /** A whole number that is brought within the bounds. */
    public static ValueType<Integer> clamped(int least, int most) {
        return INT32.fitted(
                value -> Math.max(least, Math.min(most, value)), "it is kept between " + least + " and " + most);
    }

    /** A whole number, at least one unit, that is rounded up to whole units. */
    public static ValueType<Integer> roundedUpTo(int unit) {
        int most = Integer.MAX_VALUE / unit * unit;
        return int32(1, most)
                .fitted(value -> (value + unit - 1) / unit * unit, "it is rounded up to a multiple of " + unit);
    }

    /** The names of an enum, in any case. */
    public static <E extends Enum<E>> ValueType<E> choice(Class<E> of) {
        E[] all = of.getEnumConstants();
        return of(
                "one of " + Arrays.stream(all).map(Enum::name).collect(Collectors.joining(", ")),
                text -> Arrays.stream(all)
                        .filter(each -> each.name().equals(text.toUpperCase(Locale.ROOT)))
                        .findFirst(),
                Enum::name);
    }

    /** One of these texts. */
    public static ValueType<String> oneOf(String... texts) {
        List<String> all = List.of(texts);
        return of("one of " + String.join(", ", all), text -> Optional.of(text).filter(all::contains), text -> text);
    }

    public ValueType<T> fitted(UnaryOperator<T> fit, String fitting) {
        return new ValueType<>(expected, reader, printer, fit, fitting);
    }

    public Optional<T> read(String text) {
        return reader.apply(text);
    }

    public String print(T value) {
        return printer.apply(value);
    }

    private static String bounds(long least, long most, long smallest, long largest) {
        if (least == smallest && most == largest) {
            return "";
        }
        if (least == smallest) {
            return ", at most " + most;
        }
        return most == largest ? ", at least " + least : " from " + least + " to " + most;
    }

    private static boolean isPath(String text) {
        if (text.contains("${") || text.equals("~") || text.startsWith("~/")) {
            return false;
        }
        try {
            return !Path.of(text).toString().isEmpty();
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static Optional<Boolean> readBool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Long> readLong(String text) {
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Double> readDecimal(String text) {
        try {
            return Optional.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
