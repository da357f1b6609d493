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
    private final @Nullable ReplicaFeeds feeds;
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
        this.inSync = new InSync(rules, () -> store.written().get(), store::advanced);
        if (role == BrokerRole.SLAVE) {
            feeds = null;
            Supplier<@Nullable String> address =
                    () -> rules.masterAddress().isEmpty() ? leaders.haAddress() : rules.masterAddress();
            link = new LeaderLink(means, rules, toDisk, address, leaders::look, leaders::reopen);
        } else {
            link = null;
            feeds = new ReplicaFeeds(means.network, store, inSync, control, means.disk, means.clock, rules);
        }
    }

    /** Of a master: which slaves have how much. */
    public InSync inSync() {
        return inSync;
    }

    /**
     * Begins: takes slaves, or follows. On the control loop.
     *
     * @param address where a master takes slaves
     */
    public void open(InetSocketAddress address) throws IOException {
        if (feeds != null) {
            feeds.listen(address);
            if (role == BrokerRole.SYNC_MASTER && !inSync.isEnough()) {
                log.info(
                        "sends wait for {} of the slaves, and none is connected yet: until then producers are told"
                                + " SLAVE_NOT_AVAILABLE, while their messages are stored here",
                        rules.acks() - 1);
            }
        }
        if (link != null) {
            link.start();
        }
    }

    /** Ends in order: slaves that keep up have everything first. The store is still open. On the control loop. */
    public CompletionStage<Void> stop() {
        control.assertInside();
        if (feeds != null) {
            return feeds.stop();
        }
        return link == null ? CompletableFuture.completedFuture(null) : link.stop();
    }

    /** How it goes: GET_BROKER_HA_STATUS 907. Any thread. */
    public BrokerReports.Replication status() {
        long end = store.written().get();
        List<BrokerReports.Follower> followers = new ArrayList<>();
        for (ReplicaFeed feed : feeds == null ? List.<ReplicaFeed>of() : feeds.all()) {
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
                link == null ? null : link.status(), followers, feeds == null ? 0 : inSync.count(), feeds != null, end);
    }
}
