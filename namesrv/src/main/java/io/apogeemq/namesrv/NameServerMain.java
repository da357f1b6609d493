package io.apogeemq.namesrv;

import io.apogeemq.concurrent.ProcessEnd;
import io.apogeemq.launch.ExitStatus;
import io.apogeemq.launch.Life;
import io.apogeemq.launch.Prepared;
import io.apogeemq.launch.Server;
import io.apogeemq.launch.ServerCommand;
import io.apogeemq.settings.Settings;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code mqnamesrv}: from the command line to a running NameServer; spec/config.md 2. */
public final class NameServerMain {
    private static final String HELP = """
            usage: mqnamesrv [-c <arg>] [-h] [-n <arg>] [-p] [-v]
             -c,--configFile <arg>    Name server config properties file
             -h,--help                Print help
             -n,--namesrvAddr <arg>   Name server address list, eg: '192.168.0.1:9876;192.168.0.2:9876'
             -p,--printConfigItem     Print all config items
             -v,--version             Print version and commit
            """;

    static final Server SERVER = new Server(
            "The Name Server",
            HELP,
            false,
            NameServerSettings.DEFAULT_PORT,
            NameServerSettings.TABLE,
            settings -> NameServerSettings.of(settings).home(),
            settings -> NameServerSettings.of(settings).network().listenPort());

    private NameServerMain() {}

    public static void main(String[] args) {
        Prepared prepared = ServerCommand.of(SERVER).prepare(args);
        if (prepared.settings().isEmpty()) {
            System.exit(prepared.exitStatus());
        }
        NameServerProcess process = start(prepared.settings().get(), prepared);
        if (process == null) {
            System.exit(ExitStatus.NOT_INITIALISED);
        } else {
            ProcessEnd.await(() -> {
                process.stop(Life.ASKED);
                return true;
            });
        }
    }

    /** Null when it does not start; then why was logged and shown. */
    static @Nullable NameServerProcess start(Settings settings, Prepared prepared) {
        Logger console = LoggerFactory.getLogger(ServerCommand.CONSOLE);
        NameServerSettings asked = NameServerSettings.of(settings);
        Life.starts(asked.text(), settings.environment().configFile());
        Optional.of(settings.environment().configFile())
                .filter(file -> !file.isEmpty())
                .ifPresent(file -> console.info("load config properties file OK, {}", file));
        try {
            NameServerProcess process = new NameServerProcess(settings, prepared.encoding());
            console.info(
                    "The Name Server boot success. serializeType={}, address {}:{}",
                    prepared.encoding().settingName(),
                    asked.network().bindAddress(),
                    process.address().getPort());
            return process;
        } catch (IOException e) {
            console.error("The Name Server does not start: {}", e.getMessage());
            return null;
        }
    }
}
