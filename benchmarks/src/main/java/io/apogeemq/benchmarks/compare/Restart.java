package io.apogeemq.benchmarks.compare;

import io.apogeemq.benchmarks.load.Calls;
import io.apogeemq.benchmarks.load.Figures;
import io.apogeemq.benchmarks.load.Phase;
import io.apogeemq.benchmarks.load.PipelinedSends;
import io.apogeemq.benchmarks.load.Target;
import java.io.IOException;
import java.util.Arrays;

/** How long a broker that was killed is away: a store of some size is filled, the process killed, and started again. */
final class Restart {
    private static final int BODY = 1024;
    /** What a message takes in the log at least: its body, topic, properties, ids and lengths. */
    private static final int RECORD = 1200;

    private static final double LONGEST_FILL_SECONDS = 1200;
    private static final long LONGEST_START_NANOS = (long) 900e9;

    private Restart() {}

    static Figures run(Stage stage, long logBytes) throws IOException, InterruptedException {
        long sent;
        try (RunningServer broker = stage.broker("restart")) {
            Stage.firstSend(broker);
            sent = fill(broker.target(), "fill", Stage.QUEUES, logBytes);
            broker.kill();
        }
        try (RunningServer broker = stage.broker("restart")) {
            Figures figures = Stage.firstSend(broker, LONGEST_START_NANOS);
            figures.put("messages_before", sent);
            figures.put("messages_after", held(broker.target(), "fill", Stage.QUEUES));
            return figures;
        }
    }

    /** Sends until the log has grown by that much; returns how many messages were taken. */
    static long fill(Target target, String topic, int queues, long logBytes) throws IOException {
        Stage.create(target, topic, queues);
        // a window's worth is on its way when these have been answered
        long count = Math.max(1, logBytes / RECORD - Stage.CONNECTIONS * Stage.WINDOW);
        Figures sent = PipelinedSends.run(
                target,
                topic,
                queues,
                BODY,
                Stage.CONNECTIONS,
                Stage.WINDOW,
                new Phase(0, count, LONGEST_FILL_SECONDS));
        if (sent.get("messages") < count) {
            throw new IOException("only " + sent.get("messages") + " of " + count + " messages were taken within "
                    + LONGEST_FILL_SECONDS + " s");
        }
        return (long) sent.get("taken");
    }

    /** How many messages a topic has. */
    static long held(Target target, String topic, int queues) throws IOException {
        return Arrays.stream(Calls.queueEnds(target, topic, queues)).sum();
    }
}
