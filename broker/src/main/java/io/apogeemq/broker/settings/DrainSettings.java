package io.apogeemq.broker.settings;

import io.apogeemq.settings.Setting;
import io.apogeemq.settings.Settings;
import io.apogeemq.settings.ValueType;
import java.util.List;

/** How long a broker that is asked to stop goes on serving, so that producers find another one first. */
public record DrainSettings(long quietMillis, long mostMillis) {

    private static final Setting<Integer> QUIET = Setting.built(
                    "drainQuietMillis", ValueType.int32(0, Integer.MAX_VALUE), 3000)
            .unit("ms")
            .why("a broker that is asked to stop leaves the routes and goes on serving until no send has come for so"
                    + " long")
            .live();
    private static final Setting<Integer> MOST = Setting.built(
                    "drainMostMillis", ValueType.int32(0, Integer.MAX_VALUE), 35_000)
            .unit("ms")
            .why("and no longer than this; clients of the original look for new routes every 30 s. 0: it stops at once")
            .live();

    static final List<Setting<?>> ROWS = List.of(QUIET, MOST);

    static DrainSettings of(Settings in) {
        return new DrainSettings(in.get(QUIET), in.get(MOST));
    }
}
