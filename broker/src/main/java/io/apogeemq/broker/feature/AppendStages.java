package io.apogeemq.broker.feature;

import java.util.Arrays;

/** The stages of all features, in their order. Filled while the broker is built, then only read. */
public final class AppendStages {
    /** An array: the iterator of a list is one more object for each message. */
    private AppendStage[] stages = {};

    /** Adds one behind those that are there. */
    void add(AppendStage stage) {
        stages = Arrays.copyOf(stages, stages.length + 1);
        stages[stages.length - 1] = stage;
    }

    /** What the first stage says that does not let the message pass; {@link Staged#PASS} when all do. */
    public Staged pass(SendContext send) {
        for (AppendStage stage : stages) {
            Staged staged = stage.stage(send);
            if (staged != Staged.PASS) {
                return staged;
            }
        }
        return Staged.PASS;
    }
}
