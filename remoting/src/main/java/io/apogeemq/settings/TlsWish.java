package io.apogeemq.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * TLS is asked for outside the properties file: by system properties, and by a file of its own. It is not built yet, so
 * whoever demands it must not get plain connections instead. Source: spec/remoting.md 15.
 */
final class TlsWish {
    private static final String USUAL_FILE = "/etc/rocketmq/tls.properties";

    private TlsWish() {}

    /** The {@code tls.*} properties; those of the file win where both have one. */
    static Map<String, String> of(Map<String, String> system) {
        Map<String, String> found = new HashMap<>();
        system.forEach((key, value) -> {
            if (key.startsWith("tls.")) {
                found.put(key, value.strip());
            }
        });
        try {
            Path file = Path.of(system.getOrDefault("tls.config.file", USUAL_FILE));
            found.putAll(PropertyText.ofFile(Files.readAllBytes(file)).values());
        } catch (IOException | IllegalArgumentException e) {
            return found; // most machines have none, and RocketMQ passes over one that it cannot read
        }
        return found;
    }

    static void refuse(Draft draft) {
        Map<String, String> tls = draft.environment().tls();
        refuseWhen(draft, tls, "tls.server.mode", "enforcing", "clients would be let in without TLS");
        refuseWhen(draft, tls, "tls.enable", "true", "connections to other processes would be in the clear");
    }

    private static void refuseWhen(Draft draft, Map<String, String> tls, String key, String value, String danger) {
        if (tls.getOrDefault(key, "").toLowerCase(Locale.ROOT).equals(value)) {
            draft.refuse(key + "=" + value + " is set for this process: TLS is not built yet and " + danger
                    + "; take it out to start without");
        }
    }
}
