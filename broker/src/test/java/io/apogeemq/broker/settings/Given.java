package io.apogeemq.broker.settings;

import io.apogeemq.settings.BadSettings;
import io.apogeemq.settings.Environment;
import io.apogeemq.settings.PropertyText;
import io.apogeemq.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Broker settings from a text or a file of the test's resources. */
final class Given {
    static final Environment ENVIRONMENT =
            new Environment("/opt/rocketmq", "", "/home/rocketmq", "host-1", "10.0.0.5", 2, "", Map.of());

    private Given() {}

    static Settings text(String text) throws BadSettings {
        return BrokerKeys.TABLE.read(PropertyText.ofText(text), ENVIRONMENT, "broker.conf");
    }

    static BrokerSettings broker(String text) throws BadSettings {
        return BrokerSettings.of(text(text));
    }

    static Settings file(String name) throws BadSettings {
        return BrokerKeys.TABLE.read(PropertyText.ofFile(bytes(name)), ENVIRONMENT, name);
    }

    static String resource(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String name) {
        try (InputStream in = Given.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
