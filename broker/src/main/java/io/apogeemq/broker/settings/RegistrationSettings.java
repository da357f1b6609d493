package io.apogeemq.broker.settings;

import io.apogeemq.settings.Setting;
import io.apogeemq.settings.Settings;
import io.apogeemq.settings.ValueType;
import java.util.List;

/** How the broker keeps itself known to the NameServers. */
public record RegistrationSettings(long periodMillis, long timeoutMillis) {

    private static final Setting<Integer> PERIOD = Setting.built(
                    "registerNameServerPeriod", ValueType.clamped(10_000, 60_000), 30_000)
            .unit("ms")
            .why("how often the broker registers");
    private static final Setting<Integer> TIMEOUT = Setting.built(
                    "registerBrokerTimeoutMills", ValueType.int32(1, Integer.MAX_VALUE), 24_000)
            .unit("ms")
            .why("how long a NameServer may take to answer");

    static final List<Setting<?>> ROWS = List.of(PERIOD, TIMEOUT);

    static RegistrationSettings of(Settings in) {
        return new RegistrationSettings(in.get(PERIOD), in.get(TIMEOUT));
    }
}
