package io.apogeemq.namesrv;

import io.apogeemq.concurrent.ProcessEnd;
import io.apogeemq.protocol.frame.HeaderEncoding;
import io.apogeemq.settings.BadSettings;
import io.apogeemq.settings.ConfigFile;
import io.apogeemq.settings.Environment;
import io.apogeemq.settings.PropertyText;
import io.apogeemq.settings.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.cli.ParseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From the command line to a running NameServer; spec/config.md 2. What keeps it from starting is told in a line for
 * each problem, without a stack, and ends the process.
 */
public final class NameServerMain {
    private static final int DONE = 0;
    private static final int WRONG_OPTION = 1;
    private static final int FAILED = -1;
    private static final int NO_HOME = -2;
    private static final int NOT_INITIALISED = -3;

    private final Environment environment;
    private final String encodingName;
    private final PrintStream out;
    private final PrintStream err;

    /** @param encodingName what is said of the headers' encoding: {@code JSON}, {@code ROCKETMQ} or blank */
    NameServerMain(Environment environment, String encodingName, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.encodingName = encodingName;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] args) {
        String encoding = System.getProperty(
                "rocketmq.serialize.type", System.getenv().getOrDefault("ROCKETMQ_SERIALIZE_TYPE", ""));
        NameServerMain main = new NameServerMain(Environment.ofThisProcess(), encoding, System.out, System.err);
        Started started = main.start(args);
        if (started.process().isEmpty()) {
            System.exit(started.exitStatus());
        }
        ProcessEnd.await(started.process().get()::close);
    }

    /**
     * What the command line came to.
     *
     * @param exitStatus of the process, when there is nothing that runs
     */
    record Started(Optional<NameServerProcess> process, int exitStatus) {
        static Started exit(int status) {
            return new Started(Optional.empty(), status);
        }
    }

    Started start(String[] args) {
        try {
            NameServerOptions options = NameServerOptions.parse(args);
            return switch (options.action()) {
                case HELP -> help(DONE);
                case PRINT -> print(read(options));
                case START -> start(options, read(options));
            };
        } catch (ParseException e) {
            err.println(e.getMessage());
            return help(WRONG_OPTION);
        } catch (BadSettings e) {
            e.lines().forEach(err::println);
            return Started.exit(e.exitStatus());
        }
    }

    private Started help(int status) {
        out.print(NameServerOptions.HELP_TEXT);
        return Started.exit(status);
    }

    private Settings read(NameServerOptions options) throws BadSettings {
        Optional<String> file = options.configFile();
        PropertyText given = file.isPresent() ? new ConfigFile(Path.of(file.get())).load() : PropertyText.EMPTY;
        return NameServerSettings.TABLE.read(
                given, environment.withConfigFile(file.orElse("")), file.orElse("the command line"));
    }

    private Started print(Settings settings) {
        settings.all().forEach((key, value) -> out.println(key + "=" + value));
        return Started.exit(DONE);
    }

    private Started start(NameServerOptions options, Settings settings) throws BadSettings {
        NameServerSettings parsed = NameServerSettings.of(settings);
        if (parsed.home().isEmpty()) {
            throw new BadSettings(
                    NO_HOME,
                    "Please set the ROCKETMQ_HOME variable in your environment to match the location of the RocketMQ"
                            + " installation");
        }
        HeaderEncoding encoding = HeaderEncoding.named(encodingName)
                .orElseThrow(() -> new BadSettings(
                        FAILED, "rocketmq.serialize.type is " + encodingName + ": expected JSON or ROCKETMQ"));
        int port = parsed.network().listenPort();
        // two NameServers of one user must not roll each other's file; read when the log opens, after the first line
        System.setProperty("apogeemq.log.suffix", port == NameServerSettings.DEFAULT_PORT ? "" : "-" + port);
        Logger console = LoggerFactory.getLogger("console");
        options.configFile().ifPresent(file -> console.info("load config properties file OK, {}", file));
        settings.warnings().forEach(console::warn);
        settings.summary().ifPresent(console::warn);
        return start(settings, encoding, console);
    }

    private static Started start(Settings settings, HeaderEncoding encoding, Logger console) {
        try {
            NameServerProcess process = new NameServerProcess(settings, encoding);
            console.info(
                    "The Name Server boot success. serializeType={}, address {}:{}",
                    encoding.settingName(),
                    NameServerSettings.of(settings).network().bindAddress(),
                    process.address().getPort());
            return new Started(Optional.of(process), DONE);
        } catch (IOException e) {
            console.error("The Name Server does not start: {}", e.getMessage());
            return Started.exit(NOT_INITIALISED);
        }
    }
}
