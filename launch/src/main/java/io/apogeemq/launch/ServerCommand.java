package io.apogeemq.launch;

import io.apogeemq.protocol.frame.HeaderEncoding;
import io.apogeemq.settings.BadSettings;
import io.apogeemq.settings.ConfigFile;
import io.apogeemq.settings.Environment;
import io.apogeemq.settings.PropertyText;
import io.apogeemq.settings.Settings;
import io.apogeemq.version.ProductVersion;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.ParseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From the command line of a server to its settings. What is wrong with them is told in a line for each problem, without a
 * stack, at the terminal and in the log, and ends the process with the exit status of spec/config.md 2 and 3.
 */
public final class ServerCommand {
    /** The logger of what is shown at the terminal and kept in the log. */
    public static final String CONSOLE = "console";

    private static final String NO_HOME_LINE = "Please set the ROCKETMQ_HOME variable in your environment to match the"
            + " location of the RocketMQ installation";

    private final Server server;
    private final Environment environment;
    private final String encodingName;
    private final PrintStream out;
    private final PrintStream err;

    /** @param encodingName what is said of the headers' encoding: {@code JSON}, {@code ROCKETMQ} or blank */
    public ServerCommand(
            Server server, Environment environment, String encodingName, PrintStream out, PrintStream err) {
        this.server = server;
        this.environment = environment;
        this.encodingName = encodingName;
        this.out = out;
        this.err = err;
    }

    /** Of the running process. */
    public static ServerCommand of(Server server) {
        String encoding = System.getProperty(
                "rocketmq.serialize.type", System.getenv().getOrDefault("ROCKETMQ_SERIALIZE_TYPE", ""));
        return new ServerCommand(server, Environment.ofThisProcess(), encoding, System.out, System.err);
    }

    /** Reads everything, prints what is asked for, and says in the log what the operator should know. */
    public Prepared prepare(String[] args) {
        StartOptions options;
        try {
            options = StartOptions.parse(args, server.hasImportant());
        } catch (ParseException e) {
            err.println(e.getMessage());
            out.print(server.help());
            return Prepared.exit(ExitStatus.WRONG_OPTION);
        }
        PropertyText given = PropertyText.EMPTY;
        try {
            given = given(options);
            return switch (options.action()) {
                case HELP -> print(server.help());
                case VERSION -> print(ProductVersion.current().text() + "\n");
                case PRINT_ALL -> print(read(given, options).all());
                case PRINT_IMPORTANT -> print(read(given, options).important());
                case START -> ready(options, read(given, options));
            };
        } catch (BadSettings e) {
            refuse(e, given);
            return Prepared.exit(e.exitStatus());
        }
    }

    private PropertyText given(StartOptions options) throws BadSettings {
        boolean reads = options.action() != StartOptions.Action.HELP && options.action() != StartOptions.Action.VERSION;
        PropertyText given = reads && options.configFile().isPresent()
                ? new ConfigFile(Path.of(options.configFile().get())).load()
                : PropertyText.EMPTY;
        // scripts give it to every process of RocketMQ; a NameServer knows no other one
        if (options.namesrvAddr().isEmpty()
                || server.table().find("namesrvAddr").isEmpty()) {
            return given;
        }
        if (options.namesrvAddr().get().isEmpty()) {
            throw new BadSettings(
                    ExitStatus.NOT_INITIALISED,
                    "-n is empty: give it addresses like \"127.0.0.1:9876;192.168.0.1:9876\", or leave it out");
        }
        return given.with("namesrvAddr", options.namesrvAddr().get());
    }

    private Settings read(PropertyText given, StartOptions options) throws BadSettings {
        String file = options.configFile().orElse("");
        return server.table().read(given, environment.withConfigFile(file), file.isEmpty() ? "the command line" : file);
    }

    private Prepared print(Map<String, String> values) {
        values.forEach((key, value) -> out.println(key + "=" + value));
        return Prepared.exit(ExitStatus.DONE);
    }

    private Prepared print(String text) {
        out.print(text);
        return Prepared.exit(ExitStatus.DONE);
    }

    private Prepared ready(StartOptions options, Settings settings) throws BadSettings {
        if (server.home().apply(settings).isEmpty()) {
            throw new BadSettings(ExitStatus.NO_HOME, List.of(NO_HOME_LINE));
        }
        HeaderEncoding encoding = HeaderEncoding.named(encodingName)
                .orElseThrow(() -> new BadSettings(
                        ExitStatus.WRONG_SETTING,
                        "rocketmq.serialize.type is " + encodingName + ": expected JSON or ROCKETMQ"));
        LogFiles.name(server.port().applyAsInt(settings), server.usualPort());
        Logger console = LoggerFactory.getLogger(CONSOLE);
        options.ignored()
                .forEach(word -> console.warn(
                        "{} on the command line is not used: write it into the file that is given with -c", word));
        settings.warnings().forEach(console::warn);
        settings.summary().ifPresent(console::warn);
        return new Prepared(
                Optional.of(settings),
                options.configFile().map(file -> new ConfigFile(Path.of(file))),
                encoding,
                ExitStatus.DONE);
    }

    /** The terminal comes first: it needs no log that opens. */
    private void refuse(BadSettings refused, PropertyText given) {
        refused.lines().forEach(err::println);
        LogFiles.name(given.values().getOrDefault("listenPort", ""), server.usualPort());
        Logger log = LoggerFactory.getLogger(ServerCommand.class);
        refused.lines().forEach(line -> log.error("{} does not start: {}", server.title(), line));
    }
}
