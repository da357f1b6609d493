package io.apogeemq.settings;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One key of a process: its type, its default, what it does here and why one would set it. A row of a
 * {@link SettingsTable}; the same object asks {@link Settings} for the value.
 *
 * @param traits what else is true of it
 * @param unit e.g. {@code ms}; empty for a bare number or text
 * @param why one line for the documentation; for a {@link Standing#PROTECTING} one, what would be
 *     unprotected; for a {@link Standing#LATER} one, the part that brings it; for a {@link Standing#MEANINGLESS} one, the reason
 * @param switchedOn of a protecting one: which values ask for the protection
 */
public record Setting<T>(
        String key,
        ValueType<T> type,
        Default<T> fallback,
        Standing standing,
        Set<Trait> traits,
        String unit,
        String why,
        Predicate<T> switchedOn) {

    /** What else is true of a setting. */
    public enum Trait {
        /** May change while the process runs. */
        LIVE,
        /** Printed by {@code -m}. */
        IMPORTANT,
        /** Printed and written only where the file has it: it has no default, or is no key of today's RocketMQ. */
        ONLY_WHEN_GIVEN
    }

    public Setting {
        traits = Set.copyOf(traits);
    }

    public static <T> Setting<T> built(String key, ValueType<T> type, T fallback) {
        return of(Standing.BUILT, key, type, Default.of(type.print(fallback), fallback));
    }

    public static <T> Setting<T> built(String key, ValueType<T> type, Default<T> fallback) {
        return of(Standing.BUILT, key, type, fallback);
    }

    /** Switched on by any value but {@code off}. */
    public static <T> Setting<T> protecting(String key, ValueType<T> type, T off, String why) {
        return of(Standing.PROTECTING, key, type, Default.of(type.print(off), off))
                .why(why)
                .switchedOnBy(value -> !value.equals(off));
    }

    /** A path or name that follows from another setting; a {@link Rule} warns about a value that differs. */
    public static Setting<String> derived(String key, String why) {
        return of(Standing.DERIVED, key, ValueType.TEXT, Default.of("", ""))
                .onlyWhenGiven()
                .why(why);
    }

    public static <T> Setting<T> of(Standing standing, String key, ValueType<T> type, Default<T> fallback) {
        return new Setting<>(key, type, fallback, standing, Set.of(), "", "", value -> false);
    }

    public Setting<T> live() {
        return with(Trait.LIVE);
    }

    public Setting<T> important() {
        return with(Trait.IMPORTANT);
    }

    public Setting<T> onlyWhenGiven() {
        return with(Trait.ONLY_WHEN_GIVEN);
    }

    public Setting<T> unit(String words) {
        return new Setting<>(key, type, fallback, standing, traits, words, why, switchedOn);
    }

    public Setting<T> why(String words) {
        return new Setting<>(key, type, fallback, standing, traits, unit, words, switchedOn);
    }

    public Setting<T> switchedOnBy(Predicate<T> values) {
        return new Setting<>(key, type, fallback, standing, traits, unit, why, values);
    }

    public boolean is(Trait trait) {
        return traits.contains(trait);
    }

    private Setting<T> with(Trait trait) {
        Set<Trait> more = EnumSet.of(trait);
        more.addAll(traits);
        return new Setting<>(key, type, fallback, standing, more, unit, why, switchedOn);
    }
}
