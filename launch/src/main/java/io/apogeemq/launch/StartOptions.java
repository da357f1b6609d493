package io.apogeemq.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/**
 * The options of a server's command line; spec/config.md 2 and 3.
 *
 * @param configFile a properties file; it is rewritten when settings change
 * @param namesrvAddr wins over the file's
 * @param action what to do with the settings
 * @param ignored words that look like settings: RocketMQ passes over them, and tutorials hold such lines
 */
record StartOptions(Optional<String> configFile, Optional<String> namesrvAddr, Action action, List<String> ignored) {

    enum Action {
        START,
        PRINT_ALL,
        PRINT_IMPORTANT,
        HELP,
        VERSION
    }

    private static final Option CONFIG_FILE =
            Option.builder("c").longOpt("configFile").hasArg().get();
    private static final Option HELP = Option.builder("h").longOpt("help").get();
    private static final Option IMPORTANT =
            Option.builder("m").longOpt("printImportantConfig").get();
    private static final Option NAMESRV_ADDR =
            Option.builder("n").longOpt("namesrvAddr").hasArg().get();
    private static final Option ALL =
            Option.builder("p").longOpt("printConfigItem").get();
    private static final Option VERSION = Option.builder("v").longOpt("version").get();

    /**
     * @param hasImportant whether the server knows {@code -m}
     * @throws ParseException saying which option or word is wrong
     */
    static StartOptions parse(String[] args, boolean hasImportant) throws ParseException {
        Options known = new Options();
        for (Option each : new Option[] {CONFIG_FILE, HELP, NAMESRV_ADDR, ALL, VERSION}) {
            known.addOption(each);
        }
        if (hasImportant) {
            known.addOption(IMPORTANT);
        }
        CommandLine line = new DefaultParser().parse(known, args);
        return new StartOptions(
                Optional.ofNullable(line.getOptionValue(CONFIG_FILE)).map(String::strip),
                Optional.ofNullable(line.getOptionValue(NAMESRV_ADDR)).map(String::strip),
                action(line),
                ignored(line));
    }

    private static List<String> ignored(CommandLine line) throws ParseException {
        List<String> ignored = new ArrayList<>();
        for (String word : line.getArgList()) {
            if (!word.matches("[A-Za-z][\\w.]*=.*")) {
                throw new ParseException("Unexpected word: " + word + " (a configuration file is given with -c)");
            }
            ignored.add(word);
        }
        return ignored;
    }

    private static Action action(CommandLine line) {
        if (line.hasOption(HELP)) {
            return Action.HELP;
        }
        if (line.hasOption(VERSION)) {
            return Action.VERSION;
        }
        if (line.hasOption(ALL)) {
            return Action.PRINT_ALL;
        }
        return line.hasOption(IMPORTANT) ? Action.PRINT_IMPORTANT : Action.START;
    }
}
