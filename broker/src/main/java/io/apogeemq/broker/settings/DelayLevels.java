package io.apogeemq.broker.settings;

import io.apogeemq.settings.Default;
import io.apogeemq.settings.Setting;
import io.apogeemq.settings.Standing;
import io.apogeemq.settings.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The delays of levels 1, 2, ... in the order of {@code messageDelayLevel}.
 *
 * @param text as it was given
 */
public record DelayLevels(String text, List<Long> millis) {
    private static final String USUAL = "1s 5s 10s 30s 1m 2m 3m 4m 5m 6m 7m 8m 9m 10m 20m 30m 1h 2h";

    public static final ValueType<DelayLevels> TYPE =
            ValueType.of("times like \"1s 5m 2h 1d\", separated by blanks", DelayLevels::read, DelayLevels::text);

    static final Setting<DelayLevels> LEVELS = Setting.of(
                    Standing.BUILT,
                    "messageDelayLevel",
                    TYPE,
                    Default.from(USUAL, environment -> read(USUAL).orElseThrow()))
            .why("the delays of levels 1, 2, ...");

    static Optional<DelayLevels> read(String text) {
        List<Long> millis = new ArrayList<>();
        for (String item : text.split(" +")) {
            Optional<Long> one = millisOf(item);
            if (one.isEmpty()) {
                return Optional.empty();
            }
            millis.add(one.get());
        }
        return Optional.of(new DelayLevels(text, List.copyOf(millis)));
    }

    private static Optional<Long> millisOf(String item) {
        if (!item.matches("[0-9]{1,9}[smhd]")) {
            return Optional.empty();
        }
        int last = item.length() - 1;
        TimeUnit unit = switch (item.charAt(last)) {
            case 's' -> TimeUnit.SECONDS;
            case 'm' -> TimeUnit.MINUTES;
            case 'h' -> TimeUnit.HOURS;
            default -> TimeUnit.DAYS;
        };
        return Optional.of(unit.toMillis(Long.parseLong(item.substring(0, last))));
    }
}
