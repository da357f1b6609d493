package io.apogeemq.broker.settings;

import io.apogeemq.settings.Setting;
import io.apogeemq.settings.Settings;
import io.apogeemq.settings.ValueType;
import java.util.List;

/**
 * The key index and what may be asked of it. The limits of a query may change while the broker runs.
 *
 * @param enabled whether messages are indexed at all; without, every query finds nothing
 * @param slotCount of one index file
 * @param entryLimit of one index file; its entries are numbered from 1, so it holds one less
 * @param mostFound messages that one query answers at most
 * @param mostById messages that a query by unique id answers, whatever it asks for
 */
public record IndexSettings(boolean enabled, int slotCount, int entryLimit, int mostFound, int mostById) {

    private static final Setting<Boolean> ENABLED = Setting.built("messageIndexEnable", ValueType.BOOL, true)
            .important()
            .why("build the key index; off, queries by key find nothing");
    private static final Setting<Integer> SLOTS = Setting.built(
                    "maxHashSlotNum", ValueType.int32(1, Integer.MAX_VALUE), 5_000_000)
            .unit("slots")
            .why("slots of one index file; another number makes the index again from the log");
    private static final Setting<Integer> ENTRIES = Setting.built(
                    "maxIndexNum", ValueType.int32(2, Integer.MAX_VALUE), 20_000_000)
            .unit("entries")
            .why("length of one index file; another number makes the index again from the log");
    private static final Setting<Integer> MOST_FOUND = Setting.built(
                    "maxMsgsNumBatch", ValueType.int32(1, Integer.MAX_VALUE), 64)
            .live()
            .unit("messages")
            .why("the most that one query by key answers");
    private static final Setting<Integer> MOST_BY_ID = Setting.built(
                    "defaultQueryMaxNum", ValueType.int32(1, Integer.MAX_VALUE), 32)
            .live()
            .unit("messages")
            .why("what a query by unique id answers at most");

    static final List<Setting<?>> ROWS = List.of(ENABLED, SLOTS, ENTRIES, MOST_FOUND, MOST_BY_ID);

    static IndexSettings of(Settings in) {
        return new IndexSettings(
                in.get(ENABLED), in.get(SLOTS), in.get(ENTRIES), in.get(MOST_FOUND), in.get(MOST_BY_ID));
    }
}
