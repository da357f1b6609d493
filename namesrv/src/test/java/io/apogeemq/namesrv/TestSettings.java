package io.apogeemq.namesrv;

import io.apogeemq.settings.BadSettings;
import io.apogeemq.settings.Environment;
import io.apogeemq.settings.LiveSettings;
import io.apogeemq.settings.PropertyText;
import io.apogeemq.settings.Settings;
import java.nio.file.Path;
import java.util.Map;

/** Settings as they come from a properties text. */
final class TestSettings {
    private TestSettings() {}

    static Settings read(String text) {
        try {
            return NameServerSettings.TABLE.read(PropertyText.ofText(text), environment("/home/mq"), "the test");
        } catch (BadSettings e) {
            throw new IllegalArgumentException(e);
        }
    }

    static NameServerSettings of(String text) {
        return NameServerSettings.of(read(text));
    }

    static LiveSettings<NameServerSettings> live(String text) {
        return new LiveSettings<>(read(text), NameServerSettings::of, NameServerSettings::blackList);
    }

    /** On a free loopback port, with its files in the directory. */
    static LiveSettings<NameServerSettings> live(Path directory, String more) {
        return live(("listenPort=0\nbindAddress=127.0.0.1\nkvConfigPath=" + directory.resolve("kvConfig.json")
                        + "\nconfigStorePath=" + directory.resolve("namesrv.properties") + "\n")
                .concat(more));
    }

    static Environment environment(String home) {
        return new Environment(home, "", home, "host", "10.0.0.1", 2, "", Map.of());
    }
}
