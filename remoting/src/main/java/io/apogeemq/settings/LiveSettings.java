package io.apogeemq.settings;

import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.settings.Setting.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The settings of a running process. Only the control loop changes them; every thread reads {@link #current()}, and a
 * class whose settings may change takes a {@code Supplier} of its part instead of the part. Source: spec/config.md 15.
 *
 * @param <V> the process's settings, parsed
 */
@OwnedBy("control")
public final class LiveSettings<V> {
    /** Twenty times all settings of a broker: what comes from outside is worked on by the loop that owns everything else. */
    private static final int MOST_LETTERS = 1 << 18;

    /** What a peer wrote may be long; answers repeat only its beginning. */
    private static final int LETTERS_SHOWN = 500;

    private final Function<Settings, V> parse;
    private final Function<V, Set<String>> blackList;
    private final List<Consumer<Changed>> listeners = new ArrayList<>();
    private volatile Settings settings;
    private volatile V current;

    /** @param blackList the keys that may never be changed from outside, whatever they are */
    public LiveSettings(Settings settings, Function<Settings, V> parse, Function<V, Set<String>> blackList) {
        this.settings = settings;
        this.parse = parse;
        this.blackList = blackList;
        this.current = parse.apply(settings);
    }

    public V current() {
        return current;
    }

    public Settings settings() {
        return settings;
    }

    /** The body of an answer to GET_BROKER_CONFIG or GET_NAMESRV_CONFIG. */
    public String text() {
        return PropertyText.print(settings.all());
    }

    /** Called on the control loop after each change. */
    public void onChange(Consumer<Changed> listener) {
        listeners.add(listener);
    }

    /**
     * Takes the properties of a request: all of them, or none. A key that is given the value that it has already is no
     * change, so that a tool may send back everything that it was shown.
     *
     * @return {@link Changed} (then its text belongs into the file), {@link Unchanged} or {@link Refused}
     */
    public Update update(String body) {
        if (body.length() > MOST_LETTERS) {
            return new Refused(
                    Cause.BAD_VALUE,
                    "the body has " + body.length() + " letters, at most " + MOST_LETTERS
                            + " are taken: send the keys that change");
        }
        SortedMap<String, String> wanted;
        try {
            wanted = PropertyText.ofText(body).values();
        } catch (IllegalArgumentException e) {
            return new Refused(Cause.BAD_VALUE, "the body is no properties text: " + e.getMessage());
        }
        Set<String> forbidden = blackList.apply(current);
        if (wanted.keySet().stream().anyMatch(forbidden::contains)) {
            return new Refused(Cause.BLACK_LISTED, "Can not update config in black list.");
        }
        SortedMap<String, String> changes = new TreeMap<>(wanted);
        changes.entrySet().removeAll(settings.all().entrySet());
        if (changes.isEmpty()) {
            return new Unchanged();
        }
        return refuseKeys(changes).<Update>map(refused -> refused).orElseGet(() -> apply(changes));
    }

    private Optional<Refused> refuseKeys(Map<String, String> changes) {
        SettingsTable table = settings.table();
        for (String key : changes.keySet()) {
            Optional<Setting<?>> row = table.find(key);
            if (row.isEmpty()) {
                return Optional.of(new Refused(Cause.UNKNOWN, shown("unknown key " + key) + table.meaning(key)));
            }
            if (!row.get().is(Trait.LIVE)) {
                return Optional.of(new Refused(Cause.NOT_LIVE, whyNotLive(row.get())));
            }
        }
        return Optional.empty();
    }

    private static String shown(String text) {
        return text.length() <= LETTERS_SHOWN ? text : text.substring(0, LETTERS_SHOWN) + "...";
    }

    private String whyNotLive(Setting<?> row) {
        return switch (row.standing()) {
            case BUILT ->
                row.key() + " cannot change while the process runs: set it in " + settings.source()
                        + " and start again";
            case LATER ->
                row.key() + " belongs to what is not built yet (" + row.why() + "), so that nothing would change";
            case PROTECTING -> row.key() + " is not built yet, so that nothing would change";
            case MEANINGLESS -> row.key() + " has no meaning here, so that nothing would change: " + row.why();
            case DERIVED -> row.key() + " follows from other settings";
        };
    }

    private Update apply(Map<String, String> changes) {
        Settings next;
        try {
            next = settings.with(changes);
        } catch (BadSettings e) {
            return new Refused(Cause.BAD_VALUE, shown(String.join("; ", e.lines())));
        }
        settings = next;
        current = parse.apply(next);
        Changed changed = new Changed(new TreeSet<>(changes.keySet()), text());
        listeners.forEach(each -> each.accept(changed));
        return changed;
    }

    /** What became of a request to change settings. */
    public sealed interface Update permits Changed, Unchanged, Refused {}

    /**
     * They are in force.
     *
     * @param keys those that have another value now
     * @param fileText every property, sorted: the new content of the file
     */
    public record Changed(Set<String> keys, String fileText) implements Update {}

    /** All had these values already. */
    public record Unchanged() implements Update {}

    /** None was taken. */
    public record Refused(Cause cause, String remark) implements Update {}

    /** Why an update was refused; the first two are matters of permission, the others of the request. */
    public enum Cause {
        BLACK_LISTED,
        NOT_LIVE,
        UNKNOWN,
        BAD_VALUE
    }
}
