package io.apogeemq.broker.replication;

import io.apogeemq.broker.settings.ReplicaSettings;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.protocol.admin.BrokerReports;
import io.apogeemq.remoting.Framing;
import io.apogeemq.store.Store;
import io.apogeemq.store.StoreFailure;
import io.apogeemq.store.segment.RecordPlace;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A slave's way to its master: connects, finds the place up to which both logs are the same, takes what follows, and after any
 * end connects again.
 *
 * <p>Both are the same where they are compared: the end of this log, as far back as is needed to find a whole record that they
 * share. What this log has behind the common end is cut by the next open, into a file of its own; so the broker is opened anew.
 * A log that shares nothing with the master's stays as it is: that is another master's slave.
 *
 * <p>An empty log begins where the master's begins. A master of Apache's sends its last file only to whoever has nothing, so
 * it is asked file by file whether it has what comes before.
 */
@OwnedBy("control")
final class LeaderLink {
    private static final Logger log = LoggerFactory.getLogger(LeaderLink.class);
    private static final long AGAIN_MILLIS = 1000;
    private static final long CONNECT_MILLIS = 3000;

    /** How much of the log's end is compared first; so many times as much when no record in it is shared. */
    private static final long FIRST_OVERLAP = 64 << 10;

    private static final int WIDER = 16;
    private static final long NONE = -1;

    private final ReplicaPart.Means means;
    private final ReplicaSettings rules;
    private final boolean toDisk;
    private final Supplier<@Nullable String> leader;
    private final Runnable lookForLeader;
    private final Consumer<String> reopen;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile @Nullable ReplicaIntake intake;
    private volatile String follows = "";
    private boolean stopped;
    private boolean reopening;
    private String told = "";

    /** What is compared: so much below that position. */
    private long overlap = FIRST_OVERLAP;

    private long compareBelow = Long.MAX_VALUE;

    /** Of an empty log: where the master's log begins, as far as is known, and where it is asked next. */
    private long masterBegins = NONE;

    private long probe = NONE;

    /**
     * @param toDisk whether only what is on the disk is reported
     * @param leader where its port for slaves is; null while nobody knows
     * @param lookForLeader asks who may know
     * @param reopen has the broker opened anew, for that reason
     */
    LeaderLink(
            ReplicaPart.Means means,
            ReplicaSettings rules,
            boolean toDisk,
            Supplier<@Nullable String> leader,
            Runnable lookForLeader,
            Consumer<String> reopen) {
        this.means = means;
        this.rules = rules;
        this.toDisk = toDisk;
        this.leader = leader;
        this.lookForLeader = lookForLeader;
        this.reopen = reopen;
    }

    void start() {
        if (stopped || reopening) {
            return;
        }
        String address = leader.get();
        if (address == null) {
            tell(
                    "no master of this name is known yet: it is looked for at the NameServers (haMasterAddress names one)");
            lookForLeader.run();
            again(AGAIN_MILLIS);
            return;
        }
        means.network()
                .connect(
                        address,
                        CONNECT_MILLIS,
                        Framing.BYTES,
                        connection -> new ReplicaIntake(
                                connection, means.store(), toDisk, means.clock(), rules, new Found(address)))
                .whenComplete((made, failure) -> means.control().execute(() -> connected(address, made, failure)));
    }

    private void connected(String address, @Nullable ReplicaIntake made, @Nullable Throwable failure) {
        if (made == null) {
            tell("the master " + address + " is not reached, it is tried again: "
                    + (failure == null ? "" : failure.getMessage()));
            lookForLeader.run();
            again(AGAIN_MILLIS);
            return;
        }
        intake = made;
        follows = address;
        if (stopped) {
            made.close("this slave stops");
            return;
        }
        begin(made, address);
    }

    /** Where a log is compared from at first; its end when it is empty. 0 would mean an empty one. */
    static long compareFrom(Store store) {
        long end = store.appended().get();
        long first = store.minPosition();
        return end == first ? end : Math.max(Math.max(first, 1), end - FIRST_OVERLAP);
    }

    private void begin(ReplicaIntake made, String address) {
        long end = means.store().appended().get();
        long first = means.store().minPosition();
        if (end > first) {
            // 0 would mean an empty log
            made.begin(Math.max(Math.max(first, 1), Math.min(end, compareBelow) - overlap));
        } else if (probe != NONE) {
            made.probe(Math.max(1, probe));
        } else if (end == 0 && masterBegins == 0) {
            made.beginBehindFirstByte();
        } else {
            made.begin(end);
        }
        if (overlap == FIRST_OVERLAP && probe == NONE) {
            log.info("following the master {}, this log ends at {}", address, end);
        }
    }

    // ---- the common end

    /** Told by a connection, on its loop. */
    private final class Found implements CommonEnd {
        private final String address;
        private @Nullable Runnable then;

        Found(String address) {
            this.address = address;
        }

        @Override
        public void differ(long comparedFrom, long at) {
            then = () -> goOnBelow(comparedFrom, at, address);
        }

        @Override
        public void masterEnds(long comparedFrom, long at) {
            then = () -> goOnBelow(comparedFrom, at, address);
        }

        @Override
        public void masterSendsFrom(long position) {
            then = () -> masterSends(position);
        }

        @Override
        public void caughtUp() {
            // it goes on following
        }

        @Override
        public void gone(String why) {
            Runnable next = then;
            means.control().execute(() -> LeaderLink.this.gone(address, why, next));
        }
    }

    /** Up to there, at the most, both are the same. */
    private void goOnBelow(long comparedFrom, long at, String address) {
        means.disk().execute(() -> {
            RecordPlace shared = null;
            try {
                shared = at > comparedFrom ? means.store().lastRecordBefore(at) : null;
            } catch (StoreFailure e) {
                log.error("the common end with the master is not found: {}", e.getMessage());
            }
            RecordPlace last = shared;
            means.control().execute(() -> goOnBehind(last, comparedFrom, at, address));
        });
    }

    private void goOnBehind(@Nullable RecordPlace shared, long comparedFrom, long at, String address) {
        boolean all = comparedFrom <= Math.max(1, means.store().minPosition());
        if (shared != null && (shared.start() >= comparedFrom || all)) {
            cut(shared.end(), address);
        } else if (all || at <= Math.max(1, means.store().minPosition())) {
            tell("the master " + address + " has nothing of what this slave has, up to "
                    + means.store().appended()
                    + ": it is not its slave, or the master has lost its store; nothing is taken from it. Let the other one lead,"
                    + " or begin with an empty storePathRootDir");
            compareBelow = Long.MAX_VALUE;
            overlap = FIRST_OVERLAP;
            again(rules.heartbeatMillis());
        } else {
            compareBelow = at;
            overlap = Math.min(Long.MAX_VALUE / WIDER, overlap * WIDER);
            again(0);
        }
    }

    private void cut(long position, String address) {
        reopen(
                () -> means.store().cutAtNextOpen(position),
                "the master " + address + " has the log up to " + position + " as this slave has it, which ends at "
                        + means.store().appended() + ": it is cut there");
    }

    /** This log is empty: where does the master's begin? */
    private void masterSends(long position) {
        boolean asked = probe != NONE;
        masterBegins = asked ? probe : position;
        probe = masterBegins - means.store().segmentLength();
        if (masterBegins == 0) {
            probe = NONE;
            again(0);
        } else if (probe < 0) {
            beginAt(masterBegins);
        } else {
            again(0);
        }
    }

    private void beginAt(long position) {
        reopen(() -> means.store().beginAtNextOpen(position), "the master's log begins at " + position);
    }

    /** What the next open has to do. */
    @FunctionalInterface
    private interface Wish {
        void note() throws IOException;
    }

    private void reopen(Wish wish, String why) {
        reopening = true;
        means.store().diskLoop().execute(() -> {
            try {
                wish.note();
                means.control().execute(() -> {
                    if (!stopped) {
                        log.warn("{}; this slave is opened anew", why);
                        reopen.accept(why);
                    }
                });
            } catch (IOException | IllegalArgumentException e) {
                log.error("{}, but that is not noted, it is tried again: {}", why, e.getMessage());
                means.control().execute(() -> {
                    reopening = false;
                    again(AGAIN_MILLIS);
                });
            }
        });
    }

    // ---- the connection

    private void gone(String address, String why, @Nullable Runnable then) {
        intake = null;
        if (stopped) {
            ended.complete(null);
        } else if (then != null) {
            then.run();
        } else if (probe != NONE) {
            // there is nothing before what is known
            beginAt(masterBegins);
        } else {
            overlap = FIRST_OVERLAP;
            compareBelow = Long.MAX_VALUE;
            tell("the connection to the master " + address + " has ended at "
                    + means.store().appended() + ", it is made again: " + why);
            again(AGAIN_MILLIS);
        }
    }

    private void again(long millis) {
        if (!stopped) {
            means.control().schedule(millis, this::start);
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
                        false, 0, 0, leader.get(), 0, means.store().written().get(), 0)
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
