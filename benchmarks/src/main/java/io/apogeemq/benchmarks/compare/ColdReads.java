package io.apogeemq.benchmarks.compare;

import io.apogeemq.benchmarks.load.Figures;
import io.apogeemq.benchmarks.load.PacedSends;
import io.apogeemq.benchmarks.load.Phase;
import io.apogeemq.benchmarks.load.Pulls;
import io.apogeemq.benchmarks.load.Target;
import java.io.IOException;
import java.util.Map;

/**
 * A backlog that no cache holds. Log files are of 256 MiB: what a start reads of the last ones to find the log's end it has
 * mapped, and the system doesn't drop that, so only the older part is read. The sends beside a reader meet a part that
 * the reads before did not come to.
 */
final class ColdReads {
    private static final Map<String, String> SMALL_FILES =
            Map.of("mappedFileSizeCommitLog", Integer.toString(256 << 20));
    private static final int RATE = 1000;

    private ColdReads() {}

    private static long backlog(Stage stage) {
        return stage.quick() ? 1_200_000 : 6_000_000;
    }

    /** Fills the store that the others read; says how many messages that were. */
    static Figures fill(Stage stage) throws IOException, InterruptedException {
        try (RunningServer broker = stage.broker("cold", SMALL_FILES)) {
            Stage.firstSend(broker);
            Stage.create(broker.target(), "beside", Stage.QUEUES);
            // of its own: what a broker has mapped and touched the system doesn't drop
            Phase warming = new Phase(0, backlog(stage) / 6, 120);
            Stage.send(broker.target(), "warming", Stage.QUEUES, 1024, Stage.WINDOW, warming);
            Phase phase = new Phase(0, backlog(stage), 120);
            return Stage.send(broker.target(), "backlog", Stage.QUEUES, 1024, Stage.WINDOW, phase);
        }
    }

    /** By a broker that has just been started, and its compilers with it. */
    static Figures readAtOnce(Stage stage) throws IOException, InterruptedException {
        return read(stage, 0);
    }

    /** By a broker that has been started again and has read other messages since. */
    static Figures read(Stage stage) throws IOException, InterruptedException {
        return read(stage, Stage.READ_WARMING);
    }

    private static Figures read(Stage stage, long warming) throws IOException, InterruptedException {
        boolean dropped = PageCache.drop();
        try (RunningServer broker = stage.broker("cold", SMALL_FILES)) {
            Stage.firstSend(broker);
            if (warming > 0) {
                readAll(broker, "warming", stage.phase(warming, 0.1));
            }
            dropped &= PageCache.drop();
            Phase phase = new Phase(backlog(stage) / 8, backlog(stage) * 3 / 4, 60);
            return PageCache.named(dropped, readAll(broker, "backlog", phase));
        }
    }

    private static Figures readAll(RunningServer broker, String topic, Phase phase) throws IOException {
        return Pulls.readBacklog(broker.target(), topic, Stage.QUEUES, 32, Stage.CONNECTIONS, phase);
    }

    static Figures sends(Stage stage) throws IOException, InterruptedException {
        try (RunningServer broker = stage.broker("cold", SMALL_FILES)) {
            Stage.firstSend(broker);
            boolean dropped = PageCache.drop();
            Target target = broker.target();
            Figures alone = PacedSends.run(target, "beside", Stage.QUEUES, 1024, 2, RATE, new Phase(5_000, 5_000, 10));
            dropped &= PageCache.drop();
            Figures beside = Pulls.besideBacklog(
                    target,
                    "backlog",
                    Stage.QUEUES,
                    32,
                    Stage.CONNECTIONS,
                    () -> PacedSends.run(target, "beside", Stage.QUEUES, 1024, 2, RATE, new Phase(0, 5_000, 10)));
            beside.put("alone_p99_ms", alone.get("p99_ms"));
            beside.put("alone_p50_ms", alone.get("p50_ms"));
            return PageCache.named(dropped, beside);
        }
    }
}
