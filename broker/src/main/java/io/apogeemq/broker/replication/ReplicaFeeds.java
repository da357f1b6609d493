package io.apogeemq.broker.replication;

import io.apogeemq.broker.settings.ReplicaSettings;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.remoting.Connection;
import io.apogeemq.remoting.ConnectionHandler;
import io.apogeemq.remoting.Framing;
import io.apogeemq.remoting.Network;
import io.apogeemq.store.Store;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A master's slaves: its port for them, and what each is sent. Any thread. */
final class ReplicaFeeds {
    private static final Logger log = LoggerFactory.getLogger(ReplicaFeeds.class);

    /** Nobody has so many slaves. */
    private static final int MOST = 64;

    /** How long an orderly end waits until the slaves have everything, and from one look to the next. */
    private static final long HAND_OVER_MILLIS = 3000;

    private static final long LOOK_MILLIS = 20;

    private final Network network;
    private final Store store;
    private final InSync inSync;
    private final Loop control;
    private final Loop disk;
    private final Clock clock;
    private final ReplicaSettings rules;
    private final CopyOnWriteArrayList<ReplicaFeed> feeds = new CopyOnWriteArrayList<>();
    private Network.@Nullable Listener listener;

    ReplicaFeeds(
            Network network, Store store, InSync inSync, Loop control, Loop disk, Clock clock, ReplicaSettings rules) {
        this.network = network;
        this.store = store;
        this.inSync = inSync;
        this.control = control;
        this.disk = disk;
        this.clock = clock;
        this.rules = rules;
        store.onWritten(this::grown);
    }

    private void grown() {
        for (ReplicaFeed feed : feeds) {
            feed.grown();
        }
    }

    void listen(InetSocketAddress address) throws IOException {
        listener = network.listen(address, Framing.BYTES, this::accept);
    }

    private ConnectionHandler accept(Connection connection) {
        if (feeds.size() >= MOST) {
            log.error("{} slaves are connected, {} is sent away", MOST, connection.remote());
            connection.close("too many slaves");
            return new SentAway();
        }
        ReplicaFeed[] made = new ReplicaFeed[1];
        made[0] = new ReplicaFeed(connection, store, inSync, disk, clock, rules, () -> feeds.remove(made[0]));
        feeds.add(made[0]);
        return made[0];
    }

    private static final class SentAway implements ConnectionHandler {
        @Override
        public void onFrame(ByteBuffer frame) {
            // it is about to end
        }

        @Override
        public void onReadEnd() {
            // nothing is answered
        }

        @Override
        public void onWritable() {
            // nothing is written
        }

        @Override
        public void onClosed(String why) {
            // told when it came
        }
    }

    List<ReplicaFeed> all() {
        return new ArrayList<>(feeds);
    }

    /** Takes no more slaves; completes when those that are there have everything, or after a while. On the control loop. */
    CompletionStage<Void> stop() {
        if (listener != null) {
            listener.close();
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        look(clock.nanos() + TimeUnit.MILLISECONDS.toNanos(HAND_OVER_MILLIS), done);
        return done;
    }

    private void look(long until, CompletableFuture<Void> done) {
        long end = store.written().get();
        boolean late = clock.nanos() - until >= 0;
        boolean lacking = false;
        for (ReplicaFeed feed : feeds) {
            Replica replica = feed.replica();
            lacking |= replica != null && inSync.isIn(replica) && replica.position() < end;
        }
        if (lacking && !late) {
            control.schedule(LOOK_MILLIS, () -> look(until, done));
            return;
        }
        feeds.forEach(feed -> feed.close("this master stops"));
        done.complete(null);
    }
}
