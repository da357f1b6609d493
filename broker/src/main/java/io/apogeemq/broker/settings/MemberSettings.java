package io.apogeemq.broker.settings;

import io.apogeemq.settings.Setting;
import io.apogeemq.settings.Settings;
import io.apogeemq.settings.ValueType;
import java.util.List;

/**
 * What the broker keeps about producers and consumers. May change while the broker runs.
 *
 * @param silentMillis a client without a heartbeat for so long is dropped
 * @param notifyMembers tell the members of a group when it changed
 * @param offsetsPeriodMillis between two writes of the consumer offsets
 */
public record MemberSettings(long silentMillis, boolean notifyMembers, long offsetsPeriodMillis) {

    private static final ValueType<Long> SPAN = ValueType.int64(1, Long.MAX_VALUE);

    private static final Setting<Long> SILENT = Setting.built("channelExpiredTimeout", SPAN, 120_000L)
            .live()
            .unit("ms")
            .why("a client without a heartbeat for so long is dropped");
    private static final Setting<Boolean> NOTIFY = Setting.built("notifyConsumerIdsChangedEnable", ValueType.BOOL, true)
            .live()
            .why("tell the members of a group when it changed, so that they share its queues anew");
    private static final Setting<Integer> OFFSETS_PERIOD = Setting.built(
                    "flushConsumerOffsetInterval", ValueType.int32(1, Integer.MAX_VALUE), 5000)
            .unit("ms")
            .why("between two writes of consumerOffset.json");

    static final List<Setting<?>> ROWS = List.of(SILENT, NOTIFY, OFFSETS_PERIOD);

    static MemberSettings of(Settings in) {
        return new MemberSettings(in.get(SILENT), in.get(NOTIFY), in.get(OFFSETS_PERIOD));
    }
}
