package io.apogeemq.broker.replication;

import io.apogeemq.broker.settings.BrokerRole;
import io.apogeemq.broker.settings.ReplicaSettings;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.remoting.Framing;
import io.apogeemq.remoting.RpcFailure;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a master back what a loss of power took from its log's end, from its slaves: they have it, and it was confirmed. It
 * takes nothing else before. Its slaves feed it as it feeds them; each is asked in turn, at the port for slaves that a broker has
 * unless told otherwise, one above its own.
 *
 * <p>A master whose end cannot be missing asks nobody: after a stop in order or a kill all that it wrote is there.
 */
@OwnedBy("control")
final class TailTaking {
    private static final Logger log = LoggerFactory.getLogger(TailTaking.class);
    private static final long CONNECT_MILLIS = 3000;

    /** Slaves that start together with this master are not known at once. */
    private static final int MOST_LOOKS = 5;

    private static final long LOOK_MILLIS = 1000;

    private final ReplicaPart.Means means;
    private final ReplicaSettings rules;
    private final BrokerRole role;
    private final boolean toDisk;
    private final ReplicaPart.Leaders leaders;
    private final CompletableFuture<Void> taken = new CompletableFuture<>();
    private final Deque<String> left = new ArrayDeque<>();
    private @Nullable ReplicaIntake intake;
    private boolean stopped;
    private int looks;

    TailTaking(
            ReplicaPart.Means means,
            ReplicaSettings rules,
            BrokerRole role,
            boolean toDisk,
            ReplicaPart.Leaders leaders) {
        this.means = means;
        this.rules = rules;
        this.role = role;
        this.toDisk = toDisk;
        this.leaders = leaders;
    }

    CompletionStage<Void> take() {
        if (role == BrokerRole.SLAVE || !means.store().mayLackEnd()) {
            taken.complete(null);
        } else {
            look();
        }
        return taken;
    }

    private void look() {
        looks++;
        leaders.slaves().whenComplete((found, failure) -> means.control().execute(() -> ask(found)));
    }

    private void ask(Set<String> slaves) {
        boolean isNew = means.store().appended().get() == means.store().minPosition();
        if (stopped) {
            taken.complete(null);
        } else if (slaves.isEmpty() && role == BrokerRole.SYNC_MASTER && !isNew && looks < MOST_LOOKS) {
            means.control().schedule(LOOK_MILLIS, this::look);
        } else {
            if (slaves.isEmpty() && !isNew) {
                log.warn(
                        "power may have been lost, and no slave is known that would have what is missing at the log's end, {}",
                        means.store().appended());
            }
            left.addAll(slaves.stream().sorted().toList());
            askNext();
        }
    }

    private void askNext() {
        String slave = left.poll();
        if (slave == null || stopped) {
            taken.complete(null);
            return;
        }
        int colon = slave.lastIndexOf(':');
        String address = slave.substring(0, colon + 1) + (Integer.parseInt(slave.substring(colon + 1)) + 1);
        long before = means.store().appended().get();
        means.network()
                .connect(
                        address,
                        CONNECT_MILLIS,
                        Framing.BYTES,
                        connection -> new ReplicaIntake(
                                connection, means.store(), toDisk, means.clock(), rules, new Asked(address, before)))
                .whenComplete((made, failure) -> means.control().execute(() -> connected(address, made, failure)));
    }

    private void connected(String address, @Nullable ReplicaIntake made, @Nullable Throwable failure) {
        if (made == null) {
            log.warn("the slave {} is not asked whether it has more of the log: {}", address, cause(failure));
            askNext();
            return;
        }
        intake = made;
        made.begin(LeaderLink.compareFrom(means.store()));
    }

    private static String cause(@Nullable Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof RpcFailure known ? String.valueOf(known.getMessage()) : String.valueOf(cause);
    }

    void stop() {
        stopped = true;
        ReplicaIntake present = intake;
        if (present != null) {
            present.close("this master stops");
        }
    }

    /** Told by a connection, on its loop. */
    private final class Asked implements CommonEnd {
        private final String address;
        private final long before;
        private @Nullable String refused;

        Asked(String address, long before) {
            this.address = address;
            this.before = before;
        }

        @Override
        public void differ(long comparedFrom, long at) {
            log.error(
                    "the slave {} has another log than this master from {} on, somewhere behind {}: nothing is taken from it, and"
                            + " what only it has it will put aside when it follows",
                    address,
                    at,
                    comparedFrom);
        }

        @Override
        public void masterEnds(long comparedFrom, long at) {
            log.info("the slave {} has no more of the log than this master", address);
        }

        @Override
        public void masterSendsFrom(long position) {
            refused = "this master's store is empty, and its slave " + address + " has the log from " + position
                    + " on: a master that began anew beside it would give new messages the places of old ones. Let the slave"
                    + " lead (brokerRole, brokerId=0) and this one follow, or bring the store back";
        }

        @Override
        public void caughtUp() {
            means.control().execute(() -> {
                ReplicaIntake present = intake;
                if (present != null) {
                    present.close("this master has all of it");
                }
            });
        }

        @Override
        public void gone(String why) {
            String refusal = refused;
            means.control().execute(() -> {
                intake = null;
                long now = means.store().appended().get();
                if (now > before) {
                    log.warn(
                            "the log's end from {} to {} was missing here and is taken from the slave {}",
                            before,
                            now,
                            address);
                }
                if (refusal != null) {
                    taken.completeExceptionally(new IOException(refusal));
                } else {
                    askNext();
                }
            });
        }
    }
}
