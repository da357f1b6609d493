package io.apogeemq.benchmarks.compare;

import io.apogeemq.benchmarks.load.CpuTime;
import io.apogeemq.benchmarks.load.Figures;
import io.apogeemq.benchmarks.load.Phase;
import io.apogeemq.benchmarks.load.ProcessCost;
import io.apogeemq.benchmarks.load.Pulls;
import io.apogeemq.benchmarks.load.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Very many queues in a small heap, with as many descriptors and mappings as a system allows by default. */
final class ManyQueues {
    static final int COUNT = 50_000;
    private static final int TOPICS = 5;
    private static final int QUEUES = COUNT / TOPICS;
    private static final int BATCH = 32;
    private static final double LONGEST_SECONDS = 20;

    private ManyQueues() {}

    /** @param rounds messages for each queue */
    static Figures run(Stage stage, int rounds) throws IOException, InterruptedException {
        try (RunningServer broker = stage.smallBroker("many")) {
            Stage.firstSend(broker);
            Target target = broker.target();
            CpuTime before = CpuTime.of(broker.pid());
            double sent = 0;
            for (int i = 0; i < TOPICS; i++) {
                Phase phase = new Phase(0, (long) rounds * QUEUES, LONGEST_SECONDS);
                sent += Stage.send(target, "many" + i, QUEUES, 100, Stage.WINDOW, phase)
                        .get("messages");
            }
            ProcessCost after = ProcessCost.of(broker.pid());
            long running = 0;
            for (int i = 0; i < TOPICS; i++) {
                // several times what a topic holds: readers go round, and the last queue's turn is to come
                Phase rounded = new Phase(0, 3L * rounds * QUEUES, LONGEST_SECONDS);
                Figures read = Pulls.readBacklog(target, "many" + i, QUEUES, BATCH, Stage.CONNECTIONS, rounded);
                running += (long) read.get("queues");
            }
            Figures figures = new Figures();
            after.addTo(figures, before, (long) sent);
            figures.put("queues_running", running);
            figures.put("descriptors", count(broker.pid(), "fd"));
            figures.put("mappings", lines(broker.pid()));
            return figures;
        }
    }

    private static long count(long pid, String what) throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("/proc", Long.toString(pid), what))) {
            return entries.count();
        }
    }

    private static long lines(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "maps")).size();
    }
}
