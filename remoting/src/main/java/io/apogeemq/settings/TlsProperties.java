package io.apogeemq.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The {@code tls.*} properties, which stand outside the properties file: with the JVM's options, and in a file of their own. */
final class TlsProperties {
    private static final String USUAL_FILE = "/etc/rocketmq/tls.properties";
    private static final String FILE = "tls.config.file";

    /** Of these the file does not speak (spec/remoting.md 15). */
    private static final Set<String> OF_THE_PROCESS = Set.of("tls.enable", "tls.server.mode", FILE);

    private TlsProperties() {}

    /** The {@code tls.*} properties; those of the file win where both have one. */
    static Map<String, String> of(Map<String, String> system) {
        Map<String, String> found = new HashMap<>();
        system.forEach((key, value) -> {
            if (key.startsWith("tls.")) {
                found.put(key, value.strip());
            }
        });
        try {
            Path file = Path.of(system.getOrDefault(FILE, USUAL_FILE));
            Map<String, String> ofFile =
                    new HashMap<>(PropertyText.ofFile(Files.readAllBytes(file)).values());
            ofFile.keySet().removeAll(OF_THE_PROCESS);
            found.putAll(ofFile);
        } catch (IOException | IllegalArgumentException e) {
            // most machines have none; one that was named and can't be read is refused below
            return found;
        }
        return found;
    }

    static Map<String, String> ofThisProcess() {
        Map<String, String> system = new HashMap<>();
        System.getProperties().stringPropertyNames().forEach(name -> system.put(name, System.getProperty(name)));
        return of(system);
    }

    static void check(Draft draft) {
        mistakes(draft.environment().tls()).forEach(draft::refuse);
    }

    static List<String> mistakes(Map<String, String> tls) {
        List<String> found = new ArrayList<>(TlsSettings.mistakes(tls));
        String named = tls.getOrDefault(FILE, "");
        if (!named.isEmpty() && !Files.isReadable(Path.of(named))) {
            found.add(FILE + "=" + named + " cannot be read: connections would be less safe than it says");
        }
        return found;
    }
}
