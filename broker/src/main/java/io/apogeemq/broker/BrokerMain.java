package io.apogeemq.broker;

import io.apogeemq.broker.settings.BrokerKeys;
import io.apogeemq.broker.settings.BrokerSettings;
import io.apogeemq.broker.settings.IdentitySettings;
import io.apogeemq.concurrent.ProcessEnd;
import io.apogeemq.launch.ExitStatus;
import io.apogeemq.launch.Life;
import io.apogeemq.launch.Prepared;
import io.apogeemq.launch.Server;
import io.apogeemq.launch.ServerCommand;
import io.apogeemq.settings.Settings;
import io.apogeemq.store.StoreFailure;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code mqbroker}: from the command line to a running broker; spec/config.md 3. */
public final class BrokerMain {
    private static final String HELP = """
            usage: mqbroker [-c <arg>] [-h] [-m] [-n <arg>] [-p] [-v]
             -c,--configFile <arg>       Broker config properties file
             -h,--help                   Print help
             -m,--printImportantConfig   Print important config item
             -n,--namesrvAddr <arg>      Name server address list, eg: '192.168.0.1:9876;192.168.0.2:9876'
             -p,--printConfigItem        Print all config item
             -v,--version                Print version and commit
            """;

    static final Server SERVER = new Server(
            "The broker",
            HELP,
            true,
            IdentitySettings.DEFAULT_PORT,
            BrokerKeys.TABLE,
            BrokerKeys::home,
            settings -> BrokerSettings.of(settings).network().listenPort());

    private BrokerMain() {}

    public static void main(String[] args) {
        Prepared prepared = ServerCommand.of(SERVER).prepare(args);
        if (prepared.settings().isEmpty()) {
            System.exit(prepared.exitStatus());
        }
        BrokerProcess process = start(prepared.settings().get(), prepared);
        if (process == null) {
            System.exit(ExitStatus.NOT_INITIALISED);
        } else {
            ProcessEnd.await(() -> process.stop(Life.ASKED));
        }
    }

    /**
     * Starts as the command line does, but the caller stops it.
     *
     * @param args options as of {@code mqbroker}
     * @return empty when it does not start; then why was printed or logged
     */
    public static Optional<BrokerProcess> open(String... args) {
        Prepared prepared = ServerCommand.of(SERVER).prepare(args);
        return prepared.settings().map(settings -> start(settings, prepared));
    }

    private static @Nullable BrokerProcess start(Settings settings, Prepared prepared) {
        Logger console = LoggerFactory.getLogger(ServerCommand.CONSOLE);
        BrokerSettings asked = BrokerSettings.of(settings);
        Life.starts(asked.text(), settings.environment().configFile());
        try {
            BrokerProcess process =
                    new BrokerProcess(settings, prepared.configFile().orElse(null), prepared.encoding());
            BrokerSettings now = process.settings();
            String nameServers = String.join(";", now.identity().nameServers());
            console.info(
                    "The broker[{}, {}] boot success. serializeType={}{}",
                    now.identity().name(),
                    now.address(),
                    prepared.encoding().settingName(),
                    nameServers.isEmpty() ? "" : " and name server is " + nameServers);
            if (nameServers.isEmpty()) {
                console.warn("namesrvAddr is empty: this broker registers nowhere, and clients don't find it");
            }
            return process;
        } catch (StoreFailure | IOException e) {
            console.error("The broker does not start: {}", e.getMessage());
            return null;
        }
    }
}
