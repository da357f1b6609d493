package io.apogeemq.broker.replication;

import io.apogeemq.broker.settings.ReplicaSettings;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.protocol.admin.BrokerReports;
import io.apogeemq.remoting.Framing;
import io.apogeemq.remoting.Network;
import io.apogeemq.store.Store;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A slave's way to its master: connects, takes its log, and after any end connects again. */
@OwnedBy("control")
final class LeaderLink {
    private static final Logger log = LoggerFactory.getLogger(LeaderLink.class);
    private static final long AGAIN_MILLIS = 1000;
    private static final long CONNECT_MILLIS = 3000;

    private final Network network;
    private final Store store;
    private final boolean toDisk;
    private final Loop control;
    private final Clock clock;
    private final ReplicaSettings rules;
    private final Supplier<@Nullable String> leader;
    private final Runnable lookForLeader;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile @Nullable ReplicaIntake intake;
    private volatile String follows = "";
    private boolean stopped;
    private String told = "";

    /**
     * @param toDisk whether only what is on the disk is reported
     * @param leader where its port for slaves is; null while nobody knows
     * @param lookForLeader asks who may know
     */
    LeaderLink(
            Network network,
            Store store,
            boolean toDisk,
            Loop control,
            Clock clock,
            ReplicaSettings rules,
            Supplier<@Nullable String> leader,
            Runnable lookForLeader) {
        this.network = network;
        this.store = store;
        this.toDisk = toDisk;
        this.control = control;
        this.clock = clock;
        this.rules = rules;
        this.leader = leader;
        this.lookForLeader = lookForLeader;
    }

    void start() {
        if (stopped) {
            return;
        }
        String address = leader.get();
        if (address == null) {
            tell(
                    "no master of this name is known yet: it is looked for at the NameServers (haMasterAddress names one)");
            lookForLeader.run();
            again();
            return;
        }
        network.connect(
                        address,
                        CONNECT_MILLIS,
                        Framing.BYTES,
                        connection -> new ReplicaIntake(
                                connection,
                                store,
                                toDisk,
                                clock,
                                rules,
                                why -> control.execute(() -> gone(address, why))))
                .whenComplete((made, failure) -> control.execute(() -> connected(address, made, failure)));
    }

    private void connected(String address, @Nullable ReplicaIntake made, @Nullable Throwable failure) {
        if (made == null) {
            tell("the master " + address + " is not reached, it is tried again: "
                    + (failure == null ? "" : failure.getMessage()));
            lookForLeader.run();
            again();
            return;
        }
        intake = made;
        follows = address;
        if (stopped) {
            made.close("this slave stops");
            return;
        }
        told = "";
        log.info("following the master {} from {}", address, store.appended());
        made.begin();
    }

    private void gone(String address, String why) {
        intake = null;
        if (stopped) {
            ended.complete(null);
            return;
        }
        tell("the connection to the master " + address + " has ended at " + store.appended() + ", it is made again: "
                + why);
        again();
    }

    private void again() {
        if (!stopped) {
            control.schedule(AGAIN_MILLIS, this::start);
        } else {
            ended.complete(null);
        }
    }

    /** One line for each change, not for each try. */
    private void tell(String what) {
        if (!what.equals(told)) {
            told = what;
            log.warn("{}", what);
        }
    }

    /** How it goes. Any thread. */
    BrokerReports.FollowerOwn status() {
        ReplicaIntake present = intake;
        return present == null
                ? new BrokerReports.FollowerOwn(
                        false, 0, 0, leader.get(), 0, store.written().get(), 0)
                : present.status(follows);
    }

    /** Takes no more; completes when the connection has ended. */
    CompletionStage<Void> stop() {
        stopped = true;
        ReplicaIntake present = intake;
        if (present == null) {
            ended.complete(null);
        } else {
            present.close("this slave stops");
        }
        return ended;
    }
}
