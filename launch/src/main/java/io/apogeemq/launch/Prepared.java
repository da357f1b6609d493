package io.apogeemq.launch;

import io.apogeemq.protocol.frame.HeaderEncoding;
import io.apogeemq.settings.ConfigFile;
import io.apogeemq.settings.Settings;
import java.util.Optional;

/**
 * What a command line came to.
 *
 * @param settings to start with; empty when there is nothing more to do
 * @param configFile where changes are written; empty without {@code -c}
 * @param encoding of the headers of own requests
 * @param exitStatus of the process, when there are no settings
 */
public record Prepared(
        Optional<Settings> settings, Optional<ConfigFile> configFile, HeaderEncoding encoding, int exitStatus) {

    static Prepared exit(int status) {
        return new Prepared(Optional.empty(), Optional.empty(), HeaderEncoding.JSON, status);
    }
}
