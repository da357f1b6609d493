package io.apogeemq.client.core;

import io.apogeemq.concurrent.Clock;
import org.jspecify.annotations.Nullable;

/** How a client names itself to brokers (spec/client.md 14). */
public final class ClientNames {

    private ClientNames() {}

    /** {@code address@instance[@unit][@STREAM]}. */
    public static String clientId(String address, String instance, @Nullable String unit, boolean stream) {
        StringBuilder id = new StringBuilder(address).append('@').append(instance);
        if (unit != null && !unit.isBlank()) {
            id.append('@').append(unit);
        }
        return stream ? id.append("@STREAM").toString() : id.toString();
    }

    /** An instance name that no other client of this host has: two of one process differ by the time of asking. */
    public static String uniqueInstance() {
        return ProcessHandle.current().pid() + "#" + Clock.system().nanos();
    }
}
