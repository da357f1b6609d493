package io.apogeemq.broker.settings;

import io.apogeemq.settings.Setting;
import io.apogeemq.settings.Settings;
import io.apogeemq.settings.ValueType;
import java.util.List;

/**
 * How much a pull may fetch and how long it may wait. May change while the broker runs.
 *
 * @param longPolling hold a pull as long as its client allows; else {@code shortPollingMillis} at most
 * @param hot bounds of an answer read from memory
 * @param cold bounds of an answer read from old data
 * @param memoryRatio percent of the machine's memory within which data counts as in memory
 * @param filterScanLength bytes of queue units that one pull may look through
 * @param litePull serve the lite pull request (361)
 * @param sqlFilter serve subscriptions by SQL92
 */
public record PullSettings(
        boolean longPolling,
        long shortPollingMillis,
        AnswerBound hot,
        AnswerBound cold,
        int memoryRatio,
        int filterScanLength,
        boolean litePull,
        boolean sqlFilter) {

    /**
     * The most that one answer holds, whatever its client asks for.
     *
     * @param length bytes of messages
     * @param count messages
     */
    public record AnswerBound(int length, int count) {}

    private static final ValueType<Integer> AT_LEAST_ONE = ValueType.int32(1, Integer.MAX_VALUE);

    private static final Setting<Boolean> LONG_POLLING =
            Setting.built("longPollingEnable", ValueType.BOOL, true).live().why("hold pulls until a message comes");
    private static final Setting<Long> SHORT_POLLING = Setting.built(
                    "shortPollingTimeMills", ValueType.int64(0, Integer.MAX_VALUE), 1000L)
            .live()
            .unit("ms")
            .why("how long a pull is held when long polling is off");
    private static final Setting<Integer> HOT_LENGTH = Setting.built(
                    "maxTransferBytesOnMessageInMemory", AT_LEAST_ONE, 262_144)
            .live()
            .important()
            .unit("bytes")
            .why("the most that one answer holds");
    private static final Setting<Integer> HOT_COUNT = Setting.built(
                    "maxTransferCountOnMessageInMemory", AT_LEAST_ONE, 32)
            .live()
            .important()
            .unit("messages")
            .why("the most that one answer holds");
    private static final Setting<Integer> COLD_LENGTH = Setting.built(
                    "maxTransferBytesOnMessageInDisk", AT_LEAST_ONE, 65_536)
            .live()
            .important()
            .unit("bytes")
            .why("the most that one answer holds when old data is read");
    private static final Setting<Integer> COLD_COUNT = Setting.built("maxTransferCountOnMessageInDisk", AT_LEAST_ONE, 8)
            .live()
            .important()
            .unit("messages")
            .why("the most that one answer holds when old data is read");
    private static final Setting<Integer> MEMORY_RATIO = Setting.built(
                    "accessMessageInMemoryMaxRatio", ValueType.int32(0, 100), 40)
            .live()
            .important()
            .unit("percent")
            .why("the part of the machine's memory within which data counts as in memory");
    private static final Setting<Integer> FILTER_SCAN = Setting.built("maxFilterMessageSize", AT_LEAST_ONE, 16_000)
            .live()
            .unit("bytes")
            .why("queue units that one pull may look through");
    private static final Setting<Boolean> LITE_PULL =
            Setting.built("litePullMessageEnable", ValueType.BOOL, true).live().why("serve lite pulls (361)");

    private static final Setting<Boolean> SQL_FILTER = Setting.built("enablePropertyFilter", ValueType.BOOL, false)
            .live()
            .why("let consumers choose messages by their properties, with SQL92");

    static final List<Setting<?>> ROWS = List.of(
            LONG_POLLING,
            SHORT_POLLING,
            HOT_LENGTH,
            HOT_COUNT,
            COLD_LENGTH,
            COLD_COUNT,
            MEMORY_RATIO,
            FILTER_SCAN,
            LITE_PULL,
            SQL_FILTER);

    static PullSettings of(Settings in) {
        return new PullSettings(
                in.get(LONG_POLLING),
                in.get(SHORT_POLLING),
                new AnswerBound(in.get(HOT_LENGTH), in.get(HOT_COUNT)),
                new AnswerBound(in.get(COLD_LENGTH), in.get(COLD_COUNT)),
                in.get(MEMORY_RATIO),
                in.get(FILTER_SCAN),
                in.get(LITE_PULL),
                in.get(SQL_FILTER));
    }
}
