package io.apogeemq.broker.settings;

import io.apogeemq.settings.Setting;
import io.apogeemq.settings.Settings;
import io.apogeemq.settings.ValueType;
import java.util.List;

/**
 * What a send may bring and what is added to it. May change while the broker runs.
 *
 * @param largestBodyLength bytes; more is refused
 * @param regionId put into each message and each answer
 * @param traceOn put into each message and each answer: whether clients trace it
 * @param sendsFromMillis sends before this time are refused
 * @param storesReplies whether replies are stored besides being pushed to whoever waits
 */
public record MessageSettings(
        int largestBodyLength, String regionId, boolean traceOn, long sendsFromMillis, boolean storesReplies) {

    static final Setting<Integer> LARGEST_BODY = Setting.built(
                    "maxMessageSize", ValueType.int32(1, Integer.MAX_VALUE), 4 << 20)
            .live()
            .unit("bytes")
            .why("the largest body that is taken");
    private static final Setting<String> REGION_ID =
            Setting.built("regionId", ValueType.TEXT, "DefaultRegion").why("the region's name, put into each message");
    private static final Setting<Boolean> TRACE_ON =
            Setting.built("traceOn", ValueType.BOOL, true).live().why("tells clients whether to trace messages");
    private static final Setting<Long> SENDS_FROM = Setting.built(
                    "startAcceptSendRequestTimeStamp", ValueType.INT64, 0L)
            .live()
            .unit("ms since 1970")
            .why("sends before this time are refused");

    private static final Setting<Boolean> STORES_REPLIES = Setting.built(
                    "storeReplyMessageEnable", ValueType.BOOL, true)
            .live()
            .why("whether replies are stored besides being pushed to whoever waits");

    static final List<Setting<?>> ROWS = List.of(LARGEST_BODY, REGION_ID, TRACE_ON, SENDS_FROM, STORES_REPLIES);

    static MessageSettings of(Settings in) {
        return new MessageSettings(
                in.get(LARGEST_BODY), in.get(REGION_ID), in.get(TRACE_ON), in.get(SENDS_FROM), in.get(STORES_REPLIES));
    }
}
