package io.apogeemq.broker;

import io.apogeemq.broker.feature.FeatureWiring;
import io.apogeemq.broker.group.ConsumerOffsets;
import io.apogeemq.broker.group.GroupTable;
import io.apogeemq.broker.handler.Appends;
import io.apogeemq.broker.kept.SavedTable;
import io.apogeemq.broker.longpoll.PullParking;
import io.apogeemq.broker.registration.Registration;
import io.apogeemq.broker.replication.LeaderTables;
import io.apogeemq.broker.replication.ReplicaPart;
import io.apogeemq.broker.settings.BrokerRole;
import io.apogeemq.broker.settings.BrokerSettings;
import io.apogeemq.broker.settings.DrainSettings;
import io.apogeemq.broker.topic.TopicCreation;
import io.apogeemq.broker.topic.TopicTable;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.remoting.RpcClient;
import io.apogeemq.remoting.RpcServer;
import io.apogeemq.store.Store;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * In which order a broker begins and ends to serve.
 *
 * <pre>
 *   OPENED ──────► CAUGHT_UP ──────► SERVING ──────► DRAINING ──────► CLOSED
 *        its own topics      the ports       somebody         nobody can read, send or
 *        are on disk         are open        stops it         commit; all is on disk
 * </pre>
 *
 * <p>Nothing is offered before it is there: who finds a port open is not told that a topic does not exist which is about to.
 * Nothing is taken away while it is offered: NameServers forget the broker first; then it serves until producers have
 * turned elsewhere; connections end before offsets and tables are saved, and those before the store closes.
 */
@OwnedBy("control")
final class BrokerLife {
    private static final Logger log = LoggerFactory.getLogger(BrokerLife.class);

    /** How long answers under way may take at the end: longer than a flush that goes well. */
    private static final long END_CONNECTIONS_MILLIS = 3000;

    /** From one look whether anybody still sends to the next. */
    private static final long DRAIN_LOOK_MILLIS = 100;

    /** How far it has come. */
    enum Phase {
        /** The store is open and whole. */
        OPENED,
        /** What a client may expect of every broker is there. */
        CAUGHT_UP,
        SERVING,
        /** It still serves, or takes leave of those it has served. */
        DRAINING,
        CLOSED
    }

    /** What is started and stopped. */
    record Parts(
            Store store,
            TopicTable topics,
            GroupTable groups,
            TopicCreation creation,
            ConsumerOffsets offsets,
            SavedTable savedOffsets,
            FeatureWiring features,
            Appends sends,
            PullParking parking,
            Registration registration,
            ReplicaPart replicas,
            LeaderTables leaderTables,
            RpcServer server,
            RpcClient client) {}

    /** Opens the ports. */
    @FunctionalInterface
    interface Ports {
        void open() throws IOException;
    }

    private final Loop control;
    private final Clock clock;
    private final Supplier<BrokerSettings> settings;
    private final Parts parts;
    private final Ports ports;
    private final CompletableFuture<Void> serving = new CompletableFuture<>();
    private final CompletableFuture<Void> registered = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private volatile Phase phase = Phase.OPENED;
    private long stopNanos;

    BrokerLife(Loop control, Clock clock, Supplier<BrokerSettings> settings, Parts parts, Ports ports) {
        this.control = control;
        this.clock = clock;
        this.settings = settings;
        this.parts = parts;
        this.ports = ports;
    }

    /** Any thread. */
    Phase phase() {
        return phase;
    }

    // ---- the start

    /** Completes when it serves; with an {@link IOException} when it cannot: then it has to be stopped. Any thread. */
    CompletionStage<Void> start() {
        control.execute(() -> {
            if (follows()) {
                // its topics are its master's
                caughtUp();
                return;
            }
            parts.replicas
                    .takeTail()
                    .whenCompleteAsync(
                            (taken, failure) -> {
                                if (failure == null) {
                                    lead();
                                } else {
                                    serving.completeExceptionally(new IOException(cause(failure), failure));
                                }
                            },
                            control);
        });
        return serving;
    }

    private void lead() {
        parts.store.lead();
        BrokerSettings now = settings.get();
        parts.creation
                .makeSystemTopics(now.identity().clusterName(), now.identity().name(), parts.features.topics())
                .whenComplete((made, failure) -> {
                    if (failure == null) {
                        caughtUp();
                    } else {
                        serving.completeExceptionally(
                                new IOException("its topics cannot be kept on disk: " + cause(failure), failure));
                    }
                });
    }

    private boolean follows() {
        return settings.get().identity().role() == BrokerRole.SLAVE;
    }

    /** When every NameServer has answered or failed once. Any thread. */
    CompletionStage<Void> registered() {
        return registered;
    }

    private void caughtUp() {
        if (phase != Phase.OPENED) {
            serving.completeExceptionally(new IOException("it was stopped while it started"));
            return;
        }
        phase = Phase.CAUGHT_UP;
        try {
            ports.open();
        } catch (IOException e) {
            serving.completeExceptionally(e);
            return;
        }
        phase = Phase.SERVING;
        if (follows()) {
            parts.leaderTables.start();
        } else {
            // what they deliver a slave would deliver twice
            parts.features.start();
        }
        saveOffsetsLater();
        serving.complete(null);
        parts.registration.start().whenComplete((told, failure) -> {
            if (failure != null) {
                log.error("the broker could not begin to register, clients do not find it: {}", cause(failure));
            }
            registered.complete(null);
        });
    }

    private void saveOffsetsLater() {
        control.schedule(settings.get().clients().offsetsPeriodMillis(), () -> {
            if (phase != Phase.SERVING) {
                return;
            }
            if (parts.offsets.isDirty()) {
                parts.savedOffsets.save().whenComplete((saved, failure) -> {
                    if (failure != null) {
                        log.warn("consumer offsets are not on disk, they are saved again: {}", cause(failure));
                    }
                });
            }
            saveOffsetsLater();
        });
    }

    // ---- the end

    /** Completes when the store is closed: then loops and network may be closed. Fails when something was not saved. Any thread. */
    CompletionStage<Void> stop() {
        if (phase == Phase.CLOSED) {
            return closed;
        }
        control.execute(() -> {
            if (phase == Phase.DRAINING || phase == Phase.CLOSED) {
                return;
            }
            phase = Phase.DRAINING;
            stopNanos = clock.nanos();
            // nobody sends to a slave
            Runnable next = follows() ? this::endConnections : this::drain;
            after(parts.registration.stop(), "the NameServers were not told", next);
        });
        return closed;
    }

    private void drain() {
        DrainSettings rules = settings.get().drain();
        // an old message is no sign of producers, a young one may be
        long quietMillis = Math.max(0, clock.millis() - parts.store.writtenMillis());
        new Drain(rules, clock.nanos() - TimeUnit.MILLISECONDS.toNanos(Math.min(quietMillis, rules.quietMillis())))
                .look();
    }

    /** Serves on until producers have turned elsewhere. */
    private final class Drain {
        private final DrainSettings rules;
        private long sends = parts.sends.sendCount();
        private long quietSince;
        private boolean told;

        Drain(DrainSettings rules, long quietSince) {
            this.rules = rules;
            this.quietSince = quietSince;
        }

        void look() {
            long now = clock.nanos();
            long count = parts.sends.sendCount();
            if (count != sends) {
                sends = count;
                quietSince = now;
            }
            boolean quiet = now - quietSince >= TimeUnit.MILLISECONDS.toNanos(rules.quietMillis());
            boolean late = now - stopNanos >= TimeUnit.MILLISECONDS.toNanos(rules.mostMillis());
            if (quiet || late || parts.server.connectionCount() == 0) {
                endConnections();
                return;
            }
            if (!told) {
                told = true;
                log.info(
                        "stopping: out of the routes, serving on until no send has come for {} ms, {} ms at the most"
                                + " (drainQuietMillis, drainMostMillis)",
                        rules.quietMillis(),
                        rules.mostMillis());
            }
            control.schedule(DRAIN_LOOK_MILLIS, this::look);
        }
    }

    private void endConnections() {
        parts.server.close();
        parts.parking.close();
        after(
                parts.server.endConnections(END_CONNECTIONS_MILLIS),
                "the connections did not end in order",
                this::stopFeatures);
    }

    private void stopFeatures() {
        after(parts.features.stop(), "a feature did not stop in order", this::stopReplicas);
    }

    private void stopReplicas() {
        parts.leaderTables.stop();
        after(parts.replicas.stop(), "replication did not stop in order", this::saveTables);
    }

    private void saveTables() {
        parts.client.close();
        CompletableFuture<Void> saved = CompletableFuture.allOf(
                parts.savedOffsets.save().toCompletableFuture(),
                parts.topics.save().toCompletableFuture(),
                parts.groups.save().toCompletableFuture());
        saved.whenComplete((done, failure) -> {
            if (failure != null) {
                log.error("not every table was saved; the next start has what was saved before: {}", cause(failure));
            }
            closeStore(failure);
        });
    }

    private void closeStore(@Nullable Throwable before) {
        parts.store.close().whenComplete((done, failure) -> {
            phase = Phase.CLOSED;
            Throwable trouble = failure == null ? before : failure;
            if (trouble == null) {
                closed.complete(null);
            } else {
                closed.completeExceptionally(trouble);
            }
        });
    }

    /** Whatever comes of one step, the next is taken: the store has to be closed. */
    private void after(CompletionStage<?> step, String trouble, Runnable next) {
        step.whenCompleteAsync(
                (done, failure) -> {
                    if (failure != null) {
                        log.warn("{}: {}", trouble, cause(failure));
                    }
                    next.run();
                },
                control);
    }

    private static String cause(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
