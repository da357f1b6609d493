package io.apogeemq.broker;

import io.apogeemq.broker.settings.BrokerTable;
import io.apogeemq.settings.BadSettings;
import io.apogeemq.settings.ConfigFile;
import io.apogeemq.settings.Environment;
import io.apogeemq.settings.PropertyText;
import io.apogeemq.settings.Settings;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.cli.ParseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From the command line to the settings of a broker. What is wrong with them ends the process with a line for each
 * problem, no stack, and the exit status of spec/config.md 3.
 */
public final class BrokerMain {
    private static final Logger log = LoggerFactory.getLogger(BrokerMain.class);
    private static final int DONE = 0;
    private static final int WRONG_OPTION = 1;
    private static final int NO_HOME = -2;
    private static final String NO_HOME_LINE = "Please set the ROCKETMQ_HOME variable in your environment to match the"
            + " location of the RocketMQ installation";

    private final Environment environment;
    private final PrintStream out;
    private final PrintStream err;

    BrokerMain(Environment environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
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
        SortedMap<String, String> values = new TreeMap<>(given.values());
        options.namesrvAddr().ifPresent(addresses -> values.put("namesrvAddr", addresses));
        return BrokerTable.TABLE.read(
                new PropertyText(values, given.twice()),
                environment.withConfigFile(file.orElse("")),
                file.orElse("the command line"));
    }

    private Prepared print(Map<String, String> values) {
        values.forEach((key, value) -> out.println(key + "=" + value));
        return Prepared.exit(DONE);
    }

    private static Prepared ready(StartOptions options, Settings settings) throws BadSettings {
        if (BrokerTable.home(settings).isEmpty()) {
            throw new BadSettings(NO_HOME, List.of(NO_HOME_LINE));
        }
        settings.warnings().forEach(log::warn);
        settings.summary().ifPresent(log::warn);
        return new Prepared(
                Optional.of(settings), options.configFile().map(file -> new ConfigFile(Path.of(file))), DONE);
    }
}
