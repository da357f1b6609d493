package io.apogeemq.namesrv;

import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/**
 * The command line of {@code mqnamesrv}; spec/config.md 2.
 *
 * @param configFile a properties file; it is rewritten when settings change
 * @param action what to do with the settings
 */
record NameServerOptions(Optional<String> configFile, Action action) {

    enum Action {
        START,
        PRINT,
        HELP
    }

    static final String HELP_TEXT = """
            usage: mqnamesrv [-c <arg>] [-h] [-n <arg>] [-p]
             -c,--configFile <arg>    Name server config properties file
             -h,--help                Print help
             -n,--namesrvAddr <arg>   Name server address list, eg: '192.168.0.1:9876;192.168.0.2:9876'
             -p,--printConfigItem     Print all config items
            """;

    private static final Option CONFIG_FILE =
            Option.builder("c").longOpt("configFile").hasArg().get();
    private static final Option HELP = Option.builder("h").longOpt("help").get();
    private static final Option PRINT =
            Option.builder("p").longOpt("printConfigItem").get();

    /** Scripts give it to every process of RocketMQ; a NameServer knows no other one. */
    private static final Option NAMESRV_ADDR =
            Option.builder("n").longOpt("namesrvAddr").hasArg().get();

    /** @throws ParseException saying which option is wrong */
    static NameServerOptions parse(String[] args) throws ParseException {
        Options known = new Options();
        for (Option each : new Option[] {CONFIG_FILE, HELP, PRINT, NAMESRV_ADDR}) {
            known.addOption(each);
        }
        CommandLine line = new DefaultParser().parse(known, args);
        Action action = line.hasOption(HELP) ? Action.HELP : line.hasOption(PRINT) ? Action.PRINT : Action.START;
        return new NameServerOptions(
                Optional.ofNullable(line.getOptionValue(CONFIG_FILE)).map(String::strip), action);
    }
}
