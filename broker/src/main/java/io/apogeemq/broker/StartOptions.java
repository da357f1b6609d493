package io.apogeemq.broker;

import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/**
 * The command line of {@code mqbroker}; spec/config.md 3.
 *
 * @param configFile a properties file; it is rewritten when settings change
 * @param namesrvAddr wins over the file's
 * @param action what to do with the settings
 */
record StartOptions(Optional<String> configFile, Optional<String> namesrvAddr, Action action) {

    enum Action {
        START,
        PRINT_ALL,
        PRINT_IMPORTANT,
        HELP
    }

    static final String HELP_TEXT = """
            usage: mqbroker [-c <arg>] [-h] [-m] [-n <arg>] [-p]
             -c,--configFile <arg>       Broker config properties file
             -h,--help                   Print help
             -m,--printImportantConfig   Print important config item
             -n,--namesrvAddr <arg>      Name server address list, eg: '192.168.0.1:9876;192.168.0.2:9876'
             -p,--printConfigItem        Print all config item
            """;

    private static final Option CONFIG_FILE =
            Option.builder("c").longOpt("configFile").hasArg().get();
    private static final Option HELP = Option.builder("h").longOpt("help").get();
    private static final Option IMPORTANT =
            Option.builder("m").longOpt("printImportantConfig").get();
    private static final Option NAMESRV_ADDR =
            Option.builder("n").longOpt("namesrvAddr").hasArg().get();
    private static final Option ALL =
            Option.builder("p").longOpt("printConfigItem").get();

    /** @throws ParseException saying which option is wrong */
    static StartOptions parse(String[] args) throws ParseException {
        Options known = new Options();
        for (Option each : new Option[] {CONFIG_FILE, HELP, IMPORTANT, NAMESRV_ADDR, ALL}) {
            known.addOption(each);
        }
        CommandLine line = new DefaultParser().parse(known, args);
        return new StartOptions(
                Optional.ofNullable(line.getOptionValue(CONFIG_FILE)).map(String::strip),
                Optional.ofNullable(line.getOptionValue(NAMESRV_ADDR)).map(String::strip),
                action(line));
    }

    private static Action action(CommandLine line) {
        if (line.hasOption(HELP)) {
            return Action.HELP;
        }
        if (line.hasOption(ALL)) {
            return Action.PRINT_ALL;
        }
        return line.hasOption(IMPORTANT) ? Action.PRINT_IMPORTANT : Action.START;
    }
}
