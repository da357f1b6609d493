package io.apogeemq.broker.replication;

import io.apogeemq.broker.settings.BrokerRole;
import io.apogeemq.broker.settings.ReplicaSettings;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.protocol.admin.BrokerReports;
import io.apogeemq.remoting.Network;
import io.apogeemq.store.Store;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Replication as the broker's role has it: a master feeds its slaves, a slave follows its master. */
@OwnedBy("control")
public final class ReplicaPart {
    private static final Logger log = LoggerFactory.getLogger(ReplicaPart.class);

    private final Store store;
    private final Loop control;
    private final InSync inSync;
    private final ReplicaSettings rules;
    private final BrokerRole role;
    private final ReplicaFeeds feeds;
    private final TailTaking tail;
    private final @Nullable LeaderLink link;

    /** What it works with. */
    public record Means(Network network, Store store, Loop control, Loop disk, Clock clock) {}

    /** Who a slave's master is, and what a slave needs of its own process. */
    public interface Leaders {
        /** Where its port for slaves is, host:port; null while nobody knows. Any thread. */
        @Nullable
        String haAddress();

        /** Asks who may know. On the control loop. */
        void look();

        /** Where clients find the slaves of this broker's name, host:port. On the control loop; completes on some loop, always. */
        CompletionStage<Set<String>> slaves();

        /** Has this broker stopped and opened anew, which does to its log what was noted. On the control loop. */
        void reopen(String why);
    }

    /**
     * @param toDisk whether what a slave reports has to be on its disk: SYNC_FLUSH
     */
    public ReplicaPart(Means means, ReplicaSettings rules, BrokerRole role, boolean toDisk, Leaders leaders) {
        this.store = means.store;
        this.rules = rules;
        this.role = role;
        this.control = means.control;
        this.tail = new TailTaking(means, rules, role, toDisk, leaders);
        this.inSync = new InSync(rules, () -> store.written().get(), store::advanced);
        feeds = new ReplicaFeeds(means.network, store, inSync, control, means.disk, means.clock, rules);
        if (role == BrokerRole.SLAVE) {
            Supplier<@Nullable String> address =
                    () -> rules.masterAddress().isEmpty() ? leaders.haAddress() : rules.masterAddress();
            link = new LeaderLink(means, rules, toDisk, address, leaders::look, leaders::reopen);
        } else {
            link = null;
        }
    }

    /** Of a master: which slaves have how much. */
    public InSync inSync() {
        return inSync;
    }

    /**
     * Of a master that may have lost its log's end: takes what its slaves have of it, before it takes messages. On the control
     * loop.
     *
     * @return completes when it may lead; with an {@link IOException} when it must not
     */
    public CompletionStage<Void> takeTail() {
        return tail.take();
    }

    /**
     * Begins: takes slaves, or follows. On the control loop.
     *
     * @param address where others take the log: a master's slaves, and a master that has lost what this slave has
     */
    public void open(InetSocketAddress address) throws IOException {
        feeds.listen(address);
        if (link != null) {
            link.start();
        }
        if (role == BrokerRole.SYNC_MASTER && !inSync.isEnough()) {
            log.info(
                    "sends wait for {} of the slaves, and none is connected yet: until then producers are told"
                            + " SLAVE_NOT_AVAILABLE, while their messages are stored here",
                    rules.acks() - 1);
        }
    }

    /** Ends in order: slaves that keep up have everything first. The store is still open. On the control loop. */
    public CompletionStage<Void> stop() {
        control.assertInside();
        tail.stop();
        CompletionStage<Void> following = link == null ? CompletableFuture.completedFuture(null) : link.stop();
        return following.thenCompose(ended -> feeds.stop());
    }

    /** How it goes: GET_BROKER_HA_STATUS 907. Any thread. */
    public BrokerReports.Replication status() {
        long end = store.written().get();
        List<BrokerReports.Follower> followers = new ArrayList<>();
        for (ReplicaFeed feed : feeds.all()) {
            Replica replica = feed.replica();
            if (replica != null) {
                followers.add(new BrokerReports.Follower(
                        replica.name(),
                        end - replica.position(),
                        inSync.isIn(replica),
                        replica.position(),
                        feed.next(),
                        feed.bytesPerSecond()));
            }
        }
        return new BrokerReports.Replication(
                link == null ? null : link.status(), followers, inSync.count(), role != BrokerRole.SLAVE, end);
    }
}
