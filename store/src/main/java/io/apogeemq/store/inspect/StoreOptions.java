package io.apogeemq.store.inspect;

import io.apogeemq.store.segment.LogDirectories;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The command line of {@code mqstore}. */
public record StoreOptions(Action action, Path root, LogDirectories log, RecordDump.Wish wish) {

    /** What is asked for. */
    public enum Action {
        HELP,
        CHECK,
        DUMP,
        REPAIR
    }

    public static final String HELP = """
            usage: mqstore check DIRECTORY              what is whole, file by file
                   mqstore dump DIRECTORY [OPTION]...   records of the log, one a line
                   mqstore repair --dry-run DIRECTORY   what a start would do; a start of a broker does it
            DIRECTORY is storePathRootDir of a broker that is stopped; nothing in it is changed.
              --log DIRECTORY    storePathCommitLog, where that is not DIRECTORY/commitlog; several: A,B
              --topic TOPIC      dump: only this topic
              --queue NUMBER     dump: only queues of this number
              --from OFFSET      dump: from this offset of a queue on
              --position BYTES   dump: from this position of the log on, where a record begins
              --count NUMBER     dump: at most so many
            status: 0 whole, 1 wrong options, 2 something is not whole, 3 the store cannot be looked at (a broker works
            in it, it is not there, its layout is not read here)
            """;

    /** The command line makes no sense. */
    public static final class Wrong extends Exception {
        private static final long serialVersionUID = 1;

        Wrong(String message) {
            super(message);
        }
    }

    public static StoreOptions parse(String... args) throws Wrong {
        return new Reading(new ArrayDeque<>(Arrays.asList(args))).read();
    }

    private static final class Reading {
        private final Deque<String> words;
        private @Nullable Path root;
        private final List<Path> log = new ArrayList<>();
        private @Nullable String topic;
        private int queueId = -1;
        private long from;
        private long position = -1;
        private long count = Long.MAX_VALUE;
        private boolean dryRun;

        Reading(Deque<String> words) {
            this.words = words;
        }

        StoreOptions read() throws Wrong {
            String name = words.isEmpty() ? "" : words.remove();
            Action action = switch (name) {
                case "check" -> Action.CHECK;
                case "dump" -> Action.DUMP;
                case "repair" -> Action.REPAIR;
                case "-h", "--help" -> Action.HELP;
                case "" -> throw new Wrong("what shall be done?");
                default -> throw new Wrong("there is no command " + name);
            };
            while (!words.isEmpty()) {
                option(words.remove(), action);
            }
            if (action == Action.HELP) {
                root = Path.of("");
            } else if (root == null) {
                throw new Wrong("which directory?");
            }
            if (action == Action.REPAIR && !dryRun) {
                throw new Wrong("a start of the broker repairs; repair --dry-run says what it would do");
            }
            return new StoreOptions(
                    action,
                    root,
                    new LogDirectories(log.isEmpty() ? List.of(root.resolve("commitlog")) : log, List.of()),
                    new RecordDump.Wish(topic, queueId, from, position, count));
        }

        private void option(String option, Action action) throws Wrong {
            boolean forDump = action == Action.DUMP;
            switch (option) {
                case "--log" -> {
                    for (String each : value(option).split(",")) {
                        log.add(Path.of(each.strip()));
                    }
                }
                default -> {
                    if (option.equals("--dry-run") && action == Action.REPAIR) {
                        dryRun = true;
                    } else if (forDump && option.equals("--topic")) {
                        topic = value(option);
                    } else if (forDump && option.equals("--queue")) {
                        queueId = (int) Math.min(number(option), Integer.MAX_VALUE);
                    } else if (forDump && option.equals("--from")) {
                        from = number(option);
                    } else if (forDump && option.equals("--position")) {
                        position = number(option);
                    } else if (forDump && option.equals("--count")) {
                        count = number(option);
                    } else if (option.startsWith("-")) {
                        throw new Wrong("there is no option " + option);
                    } else if (root == null) {
                        root = Path.of(option);
                    } else {
                        throw new Wrong("one directory at a time, not " + root + " and " + option);
                    }
                }
            }
        }

        private String value(String option) throws Wrong {
            if (words.isEmpty()) {
                throw new Wrong(option + " wants a value");
            }
            return words.remove();
        }

        private long number(String option) throws Wrong {
            String text = value(option);
            if (!text.matches("[0-9]{1,18}")) {
                throw new Wrong(option + " wants a number, not " + text);
            }
            return Long.parseLong(text);
        }
    }
}
