package io.apogeemq.broker.pop;

import io.apogeemq.broker.feature.FeatureCore;
import io.apogeemq.broker.feature.Placed;
import io.apogeemq.broker.group.ConsumerOffsets;
import io.apogeemq.concurrent.Cancellable;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.protocol.message.OutgoingBatch;
import io.apogeemq.protocol.message.OutgoingRecord;
import io.apogeemq.remoting.Refusal;
import io.apogeemq.store.StoreFailure;
import io.apogeemq.store.log.Durability;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is out, and what becomes of it. Everything is said in the log first and holds in the ledger then; whatever is begun with
 * a message is begun here, so only one thing is.
 */
@OwnedBy("following")
final class PopState {
    private static final Logger log = LoggerFactory.getLogger(PopState.class);

    private static final long SETTLE_MILLIS = 500;
    private static final long AGAIN_MILLIS = 1000;
    private static final int MOST_AT_ONCE = 4;

    /** Each message that is out takes some ten bytes, and each pop some hundred. */
    private static final long MOST_OUT = Runtime.getRuntime().maxMemory() / 1024;

    private final FeatureCore core;
    private final Loop loop;
    private final ConsumerOffsets offsets;
    private final PopLog popLog;
    private final PopLedger ledger = new PopLedger();
    private final Revival revival;
    /** The log's end at the install: what came since is added by who wrote it. */
    private final long replayTo;

    private final ArrayDeque<Commit> commits = new ArrayDeque<>();
    private @Nullable Cancellable timer;
    private long timerMillis;
    private boolean settling;
    private boolean stopped;
    private volatile boolean ready;
    private volatile long out;

    /** A group's offset that counts when the log is on disk up to there. */
    private record Commit(long end, @Nullable PopQueue queue, long offset) {}

    PopState(FeatureCore core, ConsumerOffsets offsets, PopLog popLog, Revival revival) {
        this.core = core;
        this.loop = core.following();
        this.offsets = offsets;
        this.popLog = popLog;
        this.revival = revival;
        this.replayTo =
                core.store().queueForAppend(popLog.topic(), PopLog.QUEUE).maxOffset();
    }

    /** Whether it knows what is out. Any thread. */
    boolean isReady() {
        return ready;
    }

    /** Whether so many messages are out that no more are handed out. Any thread. */
    boolean isFull() {
        return out >= MOST_OUT;
    }

    /** Learns what is out. On its loop. */
    void start() {
        loop.assertInside();
        if (stopped) {
            return;
        }
        try {
            long from = Math.max(0, offsets.find(popLog.topic(), PopLog.GROUP, PopLog.QUEUE));
            popLog.replay(core.store(), from, replayTo, ledger, this::followOffset);
            out = ledger.count();
            ready = true;
            arm();
        } catch (StoreFailure e) {
            log.error(
                    "the log of pops cannot be read: {}; nothing is handed out by pop, it is tried again",
                    e.getMessage());
            loop.schedule(AGAIN_MILLIS, this::start);
        }
    }

    /**
     * The file of offsets is some seconds behind. When the group was set elsewhere meanwhile, this was not handed out next, and
     * what was set counts.
     */
    private void followOffset(PopBatch batch) {
        PopKey key = batch.key();
        long committed = offsets.find(key.topic(), key.group(), key.queueId());
        if (committed < 0 || (committed >= key.startOffset() && committed <= batch.lastOffset())) {
            offsets.set(key.topic(), key.group(), key.queueId(), batch.lastOffset() + 1);
        }
    }

    /**
     * Hands messages out: they are as good as handed out when it completes without a refusal.
     *
     * @param nextOffset where the queue goes on for the group
     */
    CompletionStage<@Nullable Refusal> handOut(
            PopQueue queue, PopKey key, long invisibleMillis, long[] taken, long nextOffset) {
        OutgoingRecord record = popLog.handedOut(key, invisibleMillis, false, taken);
        return core.appender().appendAsIs(record, loop).thenApply(placed -> {
            if (placed.refusal() != null) {
                return placed.refusal();
            }
            ledger.add(new PopBatch(key, invisibleMillis, false, taken, placed.queueOffset()));
            queue.advance(nextOffset);
            commitLater(queue, nextOffset);
            changed();
            return null;
        });
    }

    /** What lies before is not wanted. Counts behind what was handed out before it. Any thread. */
    void stepOver(PopQueue queue, long nextOffset) {
        loop.execute(() -> {
            commitLater(queue, nextOffset);
            changed();
        });
    }

    private void commitLater(PopQueue queue, long nextOffset) {
        commits.add(new Commit(core.store().appended().get(), queue, nextOffset));
    }

    /** Messages are done with. What is not out any more needs nothing. Any thread. */
    CompletionStage<@Nullable Refusal> acknowledge(PopKey key, List<Long> asked) {
        return onLoop(() -> {
            List<Long> begun = new ArrayList<>();
            for (Long offset : asked) {
                if (ledger.begin(key, offset)) {
                    begun.add(offset);
                }
            }
            if (begun.isEmpty()) {
                return CompletableFuture.completedFuture(null);
            }
            OutgoingRecord done = popLog.done(key, begun, core.clock().millis());
            return end(key, begun, core.appender().appendAsIs(done, loop));
        });
    }

    /** What became of a change of the time. */
    record Changed(@Nullable Refusal refusal, boolean wasOut, long popMillis) {}

    /** A message comes again at another time. Any thread. */
    CompletionStage<Changed> change(PopKey key, long offset, long invisibleMillis, boolean suspended) {
        return onLoop(() -> {
            if (!ledger.begin(key, offset)) {
                return CompletableFuture.completedFuture(new Changed(null, false, 0));
            }
            long now = Math.max(core.clock().millis(), key.popMillis() + 1);
            PopKey newer = new PopKey(key.group(), key.topic(), key.queueId(), offset, now);
            OutgoingBatch both = new OutgoingBatch();
            both.allOrNone();
            both.add(popLog.handedOut(newer, invisibleMillis, suspended, new long[] {offset}));
            both.add(popLog.done(key, List.of(offset), now));
            return core.appender().appendAsIs(both, loop).thenApply(placed -> {
                if (placed.refusal() == null) {
                    ledger.add(
                            new PopBatch(newer, invisibleMillis, suspended, new long[] {offset}, placed.queueOffset()));
                }
                ledger.end(key, offset, placed.refusal() == null);
                changed();
                return new Changed(placed.refusal(), true, now);
            });
        });
    }

    private CompletionStage<@Nullable Refusal> end(PopKey key, List<Long> begun, CompletionStage<Placed> append) {
        return append.handle((placed, failure) -> {
            Refusal refusal = placed == null ? null : placed.refusal();
            boolean done = failure == null && refusal == null;
            begun.forEach(offset -> ledger.end(key, offset, done));
            changed();
            if (failure != null) {
                throw new CompletionException(failure);
            }
            return refusal;
        });
    }

    private <T extends @Nullable Object> CompletionStage<T> onLoop(Supplier<CompletionStage<T>> work) {
        return CompletableFuture.supplyAsync(work, loop).thenCompose(stage -> stage);
    }

    // ---- time

    private void changed() {
        out = ledger.count();
        arm();
        if (!settling && !stopped) {
            settling = true;
            loop.schedule(SETTLE_MILLIS, this::settle);
        }
    }

    private void arm() {
        Long due = ledger.nextDueMillis();
        if (due == null || stopped || !ready) {
            return;
        }
        if (timer != null) {
            if (timerMillis <= due) {
                return;
            }
            timer.cancel();
        }
        timerMillis = due;
        timer = loop.schedule(Math.max(1, due - core.clock().millis()), this::revive);
    }

    /** Brings back what nobody has acknowledged in time. */
    private void revive() {
        timer = null;
        if (stopped) {
            return;
        }
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (PopBatch batch : ledger.due(core.clock().millis(), MOST_AT_ONCE)) {
            for (long offset : batch.open()) {
                ledger.begin(batch.key(), offset);
                all.add(end(batch.key(), List.of(offset), revival.revive(batch, offset))
                        .exceptionally(failure -> {
                            log.warn(
                                    "message {} of {} for group {} does not come again now: {}",
                                    offset,
                                    batch.key().topic(),
                                    batch.key().group(),
                                    failure.toString());
                            return null;
                        })
                        .toCompletableFuture());
            }
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new)).whenComplete((done, failure) -> {
            if (timer == null && !stopped) {
                Long due = ledger.nextDueMillis();
                if (due != null) {
                    long wait = due - core.clock().millis();
                    timerMillis = wait > 0 ? due : core.clock().millis() + AGAIN_MILLIS;
                    // what could not be brought back is tried again, but not without a pause
                    timer = loop.schedule(wait > 0 ? wait : all.isEmpty() ? AGAIN_MILLIS : 1, this::revive);
                }
            }
        });
    }

    /** Lets the groups' offsets follow, and the place where a start reads on. */
    private void settle() {
        settling = false;
        follow();
        if (!commits.isEmpty() && !stopped) {
            settling = true;
            loop.schedule(SETTLE_MILLIS, this::settle);
        }
    }

    private void follow() {
        long flushed = core.store().flushed().get();
        while (!commits.isEmpty() && commits.peek().end() <= flushed) {
            Commit commit = commits.remove();
            if (commit.queue() == null) {
                offsets.set(popLog.topic(), PopLog.GROUP, PopLog.QUEUE, commit.offset());
            } else {
                commit.queue().commit(commit.offset(), offsets);
            }
        }
        long doneTo = ledger.doneTo(
                core.store().queueForAppend(popLog.topic(), PopLog.QUEUE).maxOffset());
        if (commits.isEmpty() && doneTo > offsets.find(popLog.topic(), PopLog.GROUP, PopLog.QUEUE) && !staged(doneTo)) {
            commits.add(new Commit(core.store().appended().get(), null, doneTo));
        }
    }

    private boolean staged(long doneTo) {
        return commits.stream().anyMatch(commit -> commit.queue() == null && commit.offset() >= doneTo);
    }

    /** Begins nothing more; completes when the offsets have followed. On its loop. */
    CompletionStage<Void> stop() {
        stopped = true;
        if (timer != null) {
            timer.cancel();
        }
        follow();
        if (commits.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> forced = new CompletableFuture<>();
        core.store().confirmations().await(core.store().appended().get(), Durability.ON_DISK, loop, missing -> {
            follow();
            forced.complete(null);
        });
        return forced;
    }
}
