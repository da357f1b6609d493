package io.apogeemq.broker.feature;

import io.apogeemq.protocol.body.TopicRecord;
import io.apogeemq.remoting.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What a feature stands on, and where it adds its own. Filled while the broker is built, then only read. */
public final class FeatureWiring {
    private final FeatureCore core;
    private final Routes routes;
    private final AppendStages stages;
    private final List<TopicRecord> topics = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();

    /** What runs by itself. */
    public interface Part {

        /** The broker serves, and its log is whole. On the control loop. */
        void start();

        /** No more of its own; completes when what it has begun is done and saved. The store is still open. On the control loop. */
        CompletionStage<Void> stop();
    }

    /**
     * @param routes of the broker, to which features add their rows
     * @param stages that every message passes
     */
    public FeatureWiring(FeatureCore core, Routes routes, AppendStages stages) {
        this.core = core;
        this.routes = routes;
        this.stages = stages;
    }

    public FeatureCore core() {
        return core;
    }

    /** The table of requests, for rows of the feature's own. */
    public Routes routes() {
        return routes;
    }

    /** Every message passes the stage before it is appended, behind those of features installed before. */
    public void stage(AppendStage stage) {
        stages.add(stage);
    }

    /** The topic is made before the broker serves, where it is missing. */
    public void topic(TopicRecord topic) {
        topics.add(topic);
    }

    public void part(Part part) {
        parts.add(part);
    }

    // ---- the broker

    public List<TopicRecord> topics() {
        return List.copyOf(topics);
    }

    /** Starts all parts, in the order of their features. On the control loop. */
    public void start() {
        parts.forEach(Part::start);
    }

    /** Stops all parts. On the control loop. */
    public CompletionStage<Void> stop() {
        return CompletableFuture.allOf(
                parts.stream().map(part -> part.stop().toCompletableFuture()).toArray(CompletableFuture<?>[]::new));
    }
}
