package io.apogeemq.benchmarks.compare;

import io.apogeemq.benchmarks.load.Figures;
import io.apogeemq.benchmarks.load.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What {@code benchmarks/restart.sh} runs: one product writes a store of many topics and is killed; the directory is
 * copied; each product starts on one of the two, which are the same byte for byte.
 */
public final class RestartMain {
    static final String STEP = "restart10g";

    private static final int BAR_MEGABYTES = 10_240;
    private static final int BAR_TOPICS = 1000;
    private static final int QUEUES = 8;
    /** A topic's messages come in so many runs, so that each lies all over the log. */
    private static final int ROUNDS = 4;

    private static final int LONGEST_COPY_MINUTES = 60;
    private static final long LONGEST_START_NANOS = (long) 1800e9;

    private RestartMain() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> pairs = new ArrayList<>(List.of(args));
        pairs.add(0, "restart");
        Options options = Options.of(pairs.toArray(new String[0]));
        long megabytes = (long) options.number("--mb", BAR_MEGABYTES);
        int topics = (int) options.number("--topics", BAR_TOPICS);
        Product writer = Product.valueOf(options.text("--writer", "apache").toUpperCase(Locale.ROOT));
        boolean cold = options.text("--cache", "cold").equals("cold");
        Path directory = Path.of(options.text("--directory", System.getProperty("java.io.tmpdir")));
        Program program = Program.of(options);
        options.requireAllUsed();

        List<Outcome> outcomes = new ArrayList<>();
        String machine;
        try (Scratch scratch = new Scratch(directory)) {
            machine = Machine.about(scratch.root());
            Stage written = stage(writer, program, scratch.root());
            long messages = write(written, topics, megabytes << 20);
            System.out.println("written by " + writer.title() + ": " + messages + " messages");
            Product other = writer == Product.OURS ? Product.APACHE : Product.OURS;
            Stage copied = stage(other, program, scratch.root());
            copy(written.directory().resolve(STEP), copied.directory().resolve(STEP));
            if (cold) {
                evict(scratch.root());
            }
            // whoever has not written it first: what the writer's start does to the machine cannot help or hurt it
            for (Stage stage : List.of(copied, written)) {
                String loadBefore = Machine.load();
                Figures figures = restart(stage, topics, messages);
                System.out.println("--- " + stage.product() + " " + STEP + "\n" + figures);
                boolean reduced = megabytes < BAR_MEGABYTES || topics < BAR_TOPICS;
                outcomes.add(Outcome.of(stage.product(), STEP, figures, reduced, loadBefore + " → " + Machine.load()));
            }
        }
        String about = String.format(
                Locale.ROOT,
                "A store of %d MB of log, %d topics of %d queues, written by %s, killed with `kill -9` and copied; each started"
                        + " once on its copy, page cache %s. %s",
                megabytes,
                topics,
                QUEUES,
                writer.title(),
                cold ? "evicted before" : "as the copying left it",
                machine);
        program.report("benchmarks/restart.sh", about, outcomes);
    }

    private static Stage stage(Product product, Program program, Path root) {
        return new Stage(product, program.places(), root.resolve(product.name()), "", false);
    }

    /** Fills the store and kills the broker; returns how many messages were taken. */
    private static long write(Stage stage, int topics, long logBytes) throws IOException, InterruptedException {
        int namePort = RunningServer.freePort();
        try (RunningServer names = stage.nameServer(namePort)) {
            names.awaitPort();
            try (RunningServer broker = stage.with("127.0.0.1:" + namePort).broker(STEP)) {
                Stage.firstSend(broker);
                long sent = 0;
                for (int i = 0; i < ROUNDS * topics; i++) {
                    sent += Restart.fill(broker.target(), topic(i % topics), QUEUES, logBytes / topics / ROUNDS);
                }
                broker.kill();
                return sent;
            }
        }
    }

    private static String topic(int number) {
        return "topic" + number;
    }

    private static Figures restart(Stage stage, int topics, long messages) throws IOException, InterruptedException {
        int namePort = RunningServer.freePort();
        try (RunningServer names = stage.nameServer(namePort)) {
            names.awaitPort();
            try (RunningServer broker = stage.with("127.0.0.1:" + namePort).broker(STEP)) {
                Figures figures = Stage.firstSend(broker, LONGEST_START_NANOS);
                long held = 0;
                for (int i = 0; i < topics; i++) {
                    held += Restart.held(broker.target(), topic(i), QUEUES);
                }
                figures.put("messages_before", messages);
                figures.put("messages_after", held);
                return figures;
            }
        }
    }

    /** With its holes: queues' files are mostly such. */
    private static void copy(Path from, Path to) throws IOException, InterruptedException {
        Files.createDirectories(to.getParent());
        run(List.of("cp", "-a", "--sparse=always", from.toString(), to.toString()));
    }

    /** Writes what is unwritten, then lets the page cache forget the files. */
    private static void evict(Path directory) throws IOException, InterruptedException {
        run(List.of(
                "sh",
                "-c",
                "find \"$1\" -type f -size +0 -exec dd of={} oflag=nocache conv=notrunc,fdatasync count=0 status=none \\;",
                "sh",
                directory.toString()));
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        try {
            if (!process.waitFor(LONGEST_COPY_MINUTES, TimeUnit.MINUTES)) {
                throw new IOException(command.get(0) + " did not end within " + LONGEST_COPY_MINUTES + " minutes");
            }
            if (process.exitValue() != 0) {
                throw new IOException(command.get(0) + " ended with " + process.exitValue());
            }
        } finally {
            process.destroyForcibly();
        }
    }
}
