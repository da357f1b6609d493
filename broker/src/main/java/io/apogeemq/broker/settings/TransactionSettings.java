package io.apogeemq.broker.settings;

import io.apogeemq.settings.Setting;
import io.apogeemq.settings.Settings;
import io.apogeemq.settings.ValueType;
import java.util.List;

/**
 * When producers are asked what became of their transactions. Source: spec/config.md.
 *
 * @param rejects whether transactional messages are refused
 * @param timeoutMillis after which a producer is asked for the first time
 * @param intervalMillis after which it is asked again
 * @param mostChecks how often it is asked before the message is moved away
 */
public record TransactionSettings(boolean rejects, long timeoutMillis, long intervalMillis, int mostChecks) {

    private static final Setting<Boolean> REJECTS = Setting.built("rejectTransactionMessage", ValueType.BOOL, false)
            .why("transactional messages are refused")
            .important()
            .live();
    private static final Setting<Long> TIMEOUT = Setting.built(
                    "transactionTimeOut", ValueType.int64(1, Long.MAX_VALUE / 2), 6000L)
            .unit("ms")
            .why("a producer that has neither committed nor rolled back is asked after so long")
            .important()
            .live();
    private static final Setting<Long> INTERVAL = Setting.built(
                    "transactionCheckInterval", ValueType.int64(1, Long.MAX_VALUE / 2), 30_000L)
            .unit("ms")
            .why("and again after so long each")
            .important()
            .live();
    private static final Setting<Integer> MOST_CHECKS = Setting.built(
                    "transactionCheckMax", ValueType.int32(0, Integer.MAX_VALUE), 15)
            .why(
                    "asked so often in vain, the message is moved to TRANS_CHECK_MAX_TIME_TOPIC; a time when no producer of the"
                            + " group is connected does not count")
            .important()
            .live();

    static final List<Setting<?>> ROWS = List.of(REJECTS, TIMEOUT, INTERVAL, MOST_CHECKS);

    static TransactionSettings of(Settings in) {
        return new TransactionSettings(in.get(REJECTS), in.get(TIMEOUT), in.get(INTERVAL), in.get(MOST_CHECKS));
    }
}
