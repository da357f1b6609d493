package io.apogeemq.embedded;

import io.apogeemq.broker.settings.IdentitySettings;
import io.apogeemq.concurrent.ProcessEnd;
import io.apogeemq.launch.Life;
import io.apogeemq.launch.LogFiles;
import io.apogeemq.launch.ServerCommand;
import io.apogeemq.namesrv.NameServerSettings;
import io.apogeemq.settings.BadSettings;
import io.apogeemq.store.StoreFailure;
import io.apogeemq.version.VersionMain;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code mqstandalone}: NameServer and broker in one process on the usual ports, for development. */
public final class StandaloneMain {
    private static final int WRONG_OPTION = 1;
    private static final int NOT_STARTED = 3;

    private static final String HELP = """
            usage: mqstandalone [-d DIRECTORY] [-H HOST] [-n PORT] [-b PORT] [-s KEY=VALUE]... [-h] [-v]
             -d,--directory DIRECTORY   where everything is kept (~/store)
             -H,--host HOST             address to listen on and to tell clients (127.0.0.1)
             -n,--namesrvPort PORT      port of the NameServer (9876)
             -b,--brokerPort PORT       port of the broker (10911); it listens two below, too
             -s,--set KEY=VALUE         a setting of the broker, as in its properties file
             -h,--help                  this text
             -v,--version               version and commit
            """;

    private StandaloneMain() {}

    /** What the command line asks for. */
    record Wish(Standalone.Place place, Map<String, String> settings) {}

    public static void main(String[] args) {
        if (args.length == 1 && (args[0].equals("-v") || args[0].equals("--version"))) {
            VersionMain.main(args);
            return;
        }
        Wish wish;
        try {
            wish = wish(args);
        } catch (ParseException | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(HELP);
            System.exit(WRONG_OPTION);
            return;
        }
        if (wish == null) {
            System.out.print(HELP);
            return;
        }
        run(wish, System.err);
    }

    /** Null when help is asked for. */
    static @Nullable Wish wish(String... args) throws ParseException {
        CommandLine line = new DefaultParser().parse(options(), args);
        return line.hasOption('h') ? null : wish(line);
    }

    private static Options options() {
        return new Options()
                .addOption(Option.builder("d").longOpt("directory").hasArg().get())
                .addOption(Option.builder("H").longOpt("host").hasArg().get())
                .addOption(Option.builder("n").longOpt("namesrvPort").hasArg().get())
                .addOption(Option.builder("b").longOpt("brokerPort").hasArg().get())
                .addOption(Option.builder("s").longOpt("set").hasArg().get())
                .addOption(Option.builder("h").longOpt("help").get());
    }

    private static Wish wish(CommandLine line) throws ParseException {
        if (!line.getArgList().isEmpty()) {
            throw new ParseException("unexpected: " + line.getArgList().get(0));
        }
        Path directory = Path.of(line.getOptionValue('d', System.getProperty("user.home") + "/store"));
        Map<String, String> settings = new TreeMap<>();
        String[] given = line.getOptionValues('s');
        for (String pair : given == null ? new String[0] : given) {
            int equals = pair.indexOf('=');
            if (equals <= 0) {
                throw new ParseException("-s takes KEY=VALUE, not " + pair);
            }
            settings.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return new Wish(
                new Standalone.Place(
                        directory.toAbsolutePath(),
                        line.getOptionValue('H', "127.0.0.1"),
                        port(line, 'n', NameServerSettings.DEFAULT_PORT),
                        port(line, 'b', IdentitySettings.DEFAULT_PORT)),
                settings);
    }

    private static int port(CommandLine line, char option, int usual) throws ParseException {
        String text = line.getOptionValue(option, Integer.toString(usual));
        try {
            int port = Integer.parseInt(text);
            if (port > 2 && port < 65536) {
                return port;
            }
        } catch (NumberFormatException e) {
            // falls through to the one message
        }
        throw new ParseException("-" + option + " takes a port from 3 to 65535, not " + text);
    }

    private static void run(Wish wish, PrintStream err) {
        LogFiles.name(wish.place().brokerPort(), IdentitySettings.DEFAULT_PORT);
        Life.starts(
                "NameServer " + wish.place().nameServer() + " and broker "
                        + wish.place().broker() + ", data in " + wish.place().directory() + ", settings "
                        + wish.settings(),
                "");
        try {
            Standalone standalone = Standalone.start(wish.place(), wish.settings());
            LoggerFactory.getLogger(ServerCommand.CONSOLE)
                    .info(
                            "The NameServer and the broker boot success. NameServer {}, broker {}, data in {}",
                            wish.place().nameServer(),
                            wish.place().broker(),
                            wish.place().directory());
            ProcessEnd.await(() -> standalone.stop(Life.ASKED));
        } catch (BadSettings e) {
            refuse(e.lines(), err);
        } catch (StoreFailure | IOException e) {
            refuse(List.of(String.valueOf(e.getMessage())), err);
        }
    }

    /** The terminal comes first: it needs no log that opens. */
    private static void refuse(List<String> lines, PrintStream err) {
        lines.forEach(err::println);
        Logger log = LoggerFactory.getLogger(StandaloneMain.class);
        lines.forEach(line -> log.error("The NameServer and the broker do not start: {}", line));
        System.exit(NOT_STARTED);
    }
}
