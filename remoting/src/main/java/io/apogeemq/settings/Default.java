package io.apogeemq.settings;

import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * The value of a setting that nobody gave.
 *
 * @param shown for the documentation, where it depends on the machine
 */
public record Default<T>(String shown, Function<Environment, T> in) {

    public static <T> Default<T> of(String shown, T value) {
        return new Default<>(shown, environment -> value);
    }

    public static <T> Default<T> from(String shown, Function<Environment, T> in) {
        return new Default<>(shown, in);
    }

    /** RocketMQ sizes its pools by the processors it sees, and writes the result into the files it rewrites. */
    public static Default<Integer> byCpus(String shown, IntFunction<Integer> of) {
        return new Default<>(shown, environment -> of.apply(environment.cpus()));
    }
}
