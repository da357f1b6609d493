package io.apogeemq.broker;

import io.apogeemq.broker.settings.BrokerKeys;
import io.apogeemq.broker.settings.BrokerSettings;
import io.apogeemq.broker.settings.IdentitySettings;
import io.apogeemq.concurrent.ProcessEnd;
import io.apogeemq.protocol.frame.HeaderEncoding;
import io.apogeemq.settings.BadSettings;
import io.apogeemq.settings.ConfigFile;
import io.apogeemq.settings.Environment;
import io.apogeemq.settings.PropertyText;
import io.apogeemq.settings.Settings;
import io.apogeemq.store.StoreFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.ParseException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From the command line to the settings of a broker. What is wrong with them ends the process with a line for each
 * problem, no stack, and the exit status of spec/config.md 3.
 */
public final class BrokerMain {
    /** Shown at the terminal and kept in the log. */
    private static final String CONSOLE = "console";

    private static final int DONE = 0;
    private static final int WRONG_OPTION = 1;
    private static final int FAILED = -1;
    private static final int NO_HOME = -2;
    private static final int NOT_INITIALISED = -3;
    private static final String NO_HOME_LINE = "Please set the ROCKETMQ_HOME variable in your environment to match the"
            + " location of the RocketMQ installation";

    private final Environment environment;
    private final String encodingName;
    private final PrintStream out;
    private final PrintStream err;

    /** @param encodingName what is said of the headers' encoding: {@code JSON}, {@code ROCKETMQ} or blank */
    BrokerMain(Environment environment, String encodingName, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.encodingName = encodingName;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] args) {
        BrokerMain main = ofThisProcess();
        Prepared prepared = main.prepare(args);
        if (prepared.settings().isEmpty()) {
            System.exit(prepared.exitStatus());
        }
        BrokerProcess process = main.start(prepared.settings().get(), prepared.configFile());
        if (process == null) {
            System.exit(NOT_INITIALISED);
        } else {
            ProcessEnd.await(process::close);
        }
    }

    /**
     * Starts as the command line does, but the caller stops it.
     *
     * @param args options as of {@code mqbroker}
     * @return empty when it does not start; then why was printed or logged
     */
    public static Optional<BrokerProcess> open(String... args) {
        BrokerMain main = ofThisProcess();
        Prepared prepared = main.prepare(args);
        return prepared.settings().map(settings -> main.start(settings, prepared.configFile()));
    }

    private static BrokerMain ofThisProcess() {
        String encoding = System.getProperty(
                "rocketmq.serialize.type", System.getenv().getOrDefault("ROCKETMQ_SERIALIZE_TYPE", ""));
        return new BrokerMain(Environment.ofThisProcess(), encoding, System.out, System.err);
    }

    private @Nullable BrokerProcess start(Settings settings, Optional<ConfigFile> file) {
        Logger console = LoggerFactory.getLogger(CONSOLE);
        try {
            HeaderEncoding encoding = HeaderEncoding.named(encodingName).orElseThrow();
            BrokerProcess process = new BrokerProcess(settings, file.orElse(null), encoding);
            BrokerSettings now = process.settings();
            String nameServers = String.join(";", now.identity().nameServers());
            console.info(
                    "The broker[{}, {}] boot success. serializeType={}{}",
                    now.identity().name(),
                    now.address(),
                    encoding.settingName(),
                    nameServers.isEmpty() ? "" : " and name server is " + nameServers);
            return process;
        } catch (StoreFailure | IOException e) {
            console.error("The broker does not start: {}", e.getMessage());
            return null;
        }
    }

    /**
     * What the command line came to.
     *
     * @param settings to start with; empty when there is nothing more to do
     * @param configFile where changes are written; empty without {@code -c}
     * @param exitStatus of the process, when there are no settings
     */
    record Prepared(Optional<Settings> settings, Optional<ConfigFile> configFile, int exitStatus) {
        static Prepared exit(int status) {
            return new Prepared(Optional.empty(), Optional.empty(), status);
        }
    }

    /** Reads everything, prints what is asked for, and says in the log what the operator should know. */
    Prepared prepare(String[] args) {
        try {
            StartOptions options = StartOptions.parse(args);
            return switch (options.action()) {
                case HELP -> {
                    out.print(StartOptions.HELP_TEXT);
                    yield Prepared.exit(DONE);
                }
                case PRINT_ALL -> print(read(options).all());
                case PRINT_IMPORTANT -> print(read(options).important());
                case START -> ready(options, read(options));
            };
        } catch (ParseException e) {
            err.println(e.getMessage());
            out.print(StartOptions.HELP_TEXT);
            return Prepared.exit(WRONG_OPTION);
        } catch (BadSettings e) {
            e.lines().forEach(err::println);
            return Prepared.exit(e.exitStatus());
        }
    }

    private Settings read(StartOptions options) throws BadSettings {
        Optional<String> file = options.configFile();
        PropertyText given = file.isPresent() ? new ConfigFile(Path.of(file.get())).load() : PropertyText.EMPTY;
        if (options.namesrvAddr().isPresent()) {
            given = given.with("namesrvAddr", options.namesrvAddr().get());
        }
        return BrokerKeys.TABLE.read(
                given, environment.withConfigFile(file.orElse("")), file.orElse("the command line"));
    }

    private Prepared print(Map<String, String> values) {
        values.forEach((key, value) -> out.println(key + "=" + value));
        return Prepared.exit(DONE);
    }

    private Prepared ready(StartOptions options, Settings settings) throws BadSettings {
        if (BrokerKeys.home(settings).isEmpty()) {
            throw new BadSettings(NO_HOME, List.of(NO_HOME_LINE));
        }
        if (HeaderEncoding.named(encodingName).isEmpty()) {
            throw new BadSettings(FAILED, "rocketmq.serialize.type is " + encodingName + ": expected JSON or ROCKETMQ");
        }
        int port = BrokerSettings.of(settings).network().listenPort();
        // two brokers of one user must not roll each other's files; read when the log opens, after the first line
        System.setProperty("apogeemq.log.suffix", port == IdentitySettings.DEFAULT_PORT ? "" : "-" + port);
        Logger console = LoggerFactory.getLogger(CONSOLE);
        settings.warnings().forEach(console::warn);
        settings.summary().ifPresent(console::warn);
        return new Prepared(
                Optional.of(settings), options.configFile().map(file -> new ConfigFile(Path.of(file))), DONE);
    }
}
