package io.apogeemq.broker.replication;

import io.apogeemq.broker.settings.ReplicaSettings;
import io.apogeemq.concurrent.Position;
import java.util.Arrays;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Which slaves have how much of the log: moves {@code replicated}, below which as many have it as a send waits for. A slave is
 * in sync while it is connected and lacks no more than {@code haMaxGapNotInSync}. Any thread.
 */
public final class InSync {
    private final ReplicaSettings rules;
    private final LongSupplier end;
    private final Runnable onMoved;
    private final CopyOnWriteArrayList<Replica> replicas = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Position replicated;

    /**
     * @param end where the log ends that they are to have
     * @param onMoved told when {@link #replicated} has moved
     */
    InSync(ReplicaSettings rules, LongSupplier end, Runnable onMoved) {
        this.rules = rules;
        this.end = end;
        this.onMoved = onMoved;
        this.replicated = new Position("replicated", 0);
    }

    /** Below lies what as many slaves have as a send waits for. */
    public Position replicated() {
        return replicated;
    }

    void joined(Replica replica) {
        replicas.add(replica);
        moved();
    }

    void left(Replica replica) {
        replicas.remove(replica);
        if (rules.allInSync()) {
            // who is left may have more
            moved();
        }
    }

    /** Some slave has reported. */
    void moved() {
        boolean moves = false;
        lock.lock();
        try {
            long reached = reached();
            if (reached > replicated.get()) {
                replicated.advanceTo(reached);
                moves = true;
            }
        } finally {
            lock.unlock();
        }
        if (moves) {
            onMoved.run();
        }
    }

    /** What as many have as are asked for; 0 when there are not so many. */
    private long reached() {
        int wanted = Math.max(1, rules.acks() - 1);
        if (rules.allInSync()) {
            wanted = Math.max(wanted, count());
        }
        long[] positions =
                replicas.stream().mapToLong(Replica::position).sorted().toArray();
        return positions.length < wanted ? 0 : positions[positions.length - wanted];
    }

    /** How many slaves are in sync. */
    public int count() {
        int count = 0;
        for (Replica replica : replicas) {
            count += isIn(replica) ? 1 : 0;
        }
        return count;
    }

    boolean isIn(Replica replica) {
        return end.getAsLong() - replica.position() <= rules.mostGap();
    }

    /** Whether there are as many slaves in sync as a send waits for. */
    public boolean isEnough() {
        return count() >= rules.acks() - 1;
    }

    @Override
    public String toString() {
        return replicated + " of " + end.getAsLong() + ", slaves "
                + Arrays.toString(replicas.stream()
                        .map(one -> one.name() + "=" + one.position())
                        .toArray());
    }
}
