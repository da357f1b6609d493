package io.apogeemq.broker.feature;

import java.io.IOException;

/**
 * A part of the broker that stands on its core and can be taken out: retry, delay, transactions. It rewrites messages before
 * the append, follows queues after it, and answers requests of its own. No feature knows another.
 */
@FunctionalInterface
public interface Feature {

    /**
     * Adds what the feature answers, stages and follows. Once, before anything is offered.
     *
     * @throws IOException when what it keeps cannot be read
     */
    void install(FeatureWiring wiring) throws IOException;
}
