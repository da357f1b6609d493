package io.apogeemq.broker.transaction;

import io.apogeemq.broker.feature.FeatureCore;
import io.apogeemq.broker.group.ConnectedClient;
import io.apogeemq.broker.group.ConsumerOffsets;
import io.apogeemq.broker.settings.TransactionSettings;
import io.apogeemq.concurrent.Cancellable;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.protocol.message.OutgoingRecord;
import io.apogeemq.protocol.message.TopicNames;
import io.apogeemq.remoting.Refusal;
import io.apogeemq.store.Store;
import io.apogeemq.store.StoreFailure;
import io.apogeemq.store.log.Durability;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The half messages that wait: found again at a start, followed while they come, and asked about when their producer is silent.
 *
 * <p>A half message that was asked about is appended again with one check more, and so goes to the end of its queue: what a
 * start has to read again is short, and the count outlives it. How far that is stands with the offsets of a group that
 * RocketMQ's broker has for it too.
 */
@OwnedBy("following")
final class Transactions {
    private static final Logger log = LoggerFactory.getLogger(Transactions.class);

    static final String GROUP = "CID_RMQ_SYS_TRANS";

    private static final long SAVE_MILLIS = 1000;
    private static final long AGAIN_MILLIS = 10_000;
    private static final int MOST_AT_ONCE = 256;
    /** A start reads at most about so many half messages again, however long one of them waits for a producer. */
    private static final long MOST_BEHIND = 100_000;

    private final FeatureCore core;
    private final Store store;
    private final ConsumerOffsets offsets;
    private final Loop loop;
    private final Clock clock;
    private final HalfLedger ledger;
    private final HalfQueue queue;
    private final HalfWriter writer;
    private final ProducerCheck check;

    private boolean ready;
    private boolean stopped;
    private volatile boolean idle;
    private @Nullable Cancellable timer;
    private long timerMillis = Long.MAX_VALUE;
    private @Nullable CompletableFuture<Void> quiet;

    /** From where a start reads on, to be noted when the log is forced so far. */
    private record Progress(long halfOffset, long end) {}

    private @Nullable Progress staged;
    private long notedOffset = -1;

    Transactions(FeatureCore core, HalfLedger ledger) {
        this.core = core;
        this.store = core.store();
        this.offsets = core.offsets();
        this.loop = core.following();
        this.clock = core.clock();
        this.ledger = ledger;
        this.queue = new HalfQueue(store);
        this.writer = new HalfWriter(store, core.appender(), loop, clock, core.storeHost());
        this.check = new ProducerCheck(store);
    }

    // ---- start and stop

    /** Finds what waits, and follows it. On its loop. */
    void start() {
        if (stopped) {
            return;
        }
        try {
            rebuild();
        } catch (StoreFailure e) {
            log.error(
                    "the half messages of transactions cannot be read: {}; it is tried again in {} ms",
                    e.getMessage(),
                    AGAIN_MILLIS);
            loop.schedule(AGAIN_MILLIS, this::start);
            return;
        }
        ready = true;
        queue.watch((grown, end) -> grown());
        follow();
        loop.schedule(SAVE_MILLIS, this::savePeriodically);
        if (ledger.count() > 0) {
            log.info("{} transactions wait for their end", ledger.count());
        }
    }

    private void rebuild() throws StoreFailure {
        long from = Math.max(0, offsets.find(TopicNames.HALF, GROUP, 0));
        ledger.clear(Math.min(from, queue.end()));
        long at = ledger.next();
        long firstEnd = queue.firstEndAfter(at);
        long next = queue.read(at, this::add);
        while (next > at) {
            at = next;
            ledger.pass(at);
            next = queue.read(at, this::add);
        }
        queue.readEnds(firstEnd, ledger::end);
        notedOffset = from;
    }

    /** Does no more. Completes when what is on its way has ended and is noted. On its loop. */
    CompletionStage<Void> stop() {
        stopped = true;
        cancelTimer();
        if (!ready) {
            return CompletableFuture.completedStage(null);
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        quiet = done;
        quietened();
        return done.thenCompose(all -> saveLast());
    }

    private void quietened() {
        CompletableFuture<Void> waits = quiet;
        if (waits != null && writer.openCount() == 0) {
            waits.complete(null);
        }
    }

    // ---- following

    /** Whichever thread has written. */
    private void grown() {
        if (idle) {
            idle = false;
            try {
                loop.execute(this::follow);
            } catch (RejectedExecutionException e) {
                log.debug("the loop has stopped; half messages are found by the next start");
            }
        }
    }

    private void follow() {
        idle = false;
        if (stopped) {
            return;
        }
        try {
            readSome();
        } catch (StoreFailure e) {
            log.error("half messages cannot be read at {}: {}; tried again", ledger.next(), e.getMessage());
            loop.schedule(AGAIN_MILLIS, this::follow);
            return;
        }
        plan();
        if (queue.end() > ledger.next()) {
            loop.execute(this::follow);
            return;
        }
        idle = true;
        if (queue.end() > ledger.next()) {
            // it grew before it was told that somebody waits
            grown();
        }
    }

    private void readSome() throws StoreFailure {
        long next = queue.read(ledger.next(), this::add);
        ledger.pass(next);
    }

    private void add(Half half) {
        half.dueMillis = firstDue(half);
        ledger.add(half);
    }

    private long firstDue(Half half) {
        TransactionSettings rules = rules();
        if (half.checks > 0) {
            return half.storeMillis + rules.intervalMillis();
        }
        // its producer's clock counts only for what its producer wants
        return half.immunityMillis < 0
                ? half.storeMillis + rules.timeoutMillis()
                : Math.min(half.bornMillis, half.storeMillis) + Math.max(half.immunityMillis, rules.timeoutMillis());
    }

    // ---- the producer's word

    boolean isReady() {
        return ready && !stopped;
    }

    /** The half message with that offset, or null when it has ended or there is none. */
    @Nullable
    Half find(long offset) throws StoreFailure {
        while (ledger.next() <= offset && ledger.next() < queue.end()) {
            readSome();
        }
        return ledger.find(offset);
    }

    /** The half message that was first at that offset, and lies elsewhere since its producer was asked; else null. */
    @Nullable
    Half findMoved(long origin) throws StoreFailure {
        while (ledger.next() < queue.end()) {
            readSome();
        }
        return ledger.findMoved(origin);
    }

    /** Ends it; whoever comes meanwhile gets the same. */
    CompletableFuture<HalfWriter.Written> end(Half half, HalfWriter.@Nullable Next next) {
        CompletableFuture<HalfWriter.Written> ended = writer.end(half, next).whenComplete((written, failure) -> {
            half.underWay = null;
            if (failure == null && written.refusal() == null) {
                ledger.end(half.offset);
            }
            quietened();
        });
        if (!ended.isDone()) {
            half.underWay = ended;
        }
        return ended;
    }

    // ---- asking

    private void plan() {
        long due = ledger.nextDueMillis();
        if (stopped || due >= timerMillis) {
            return;
        }
        cancelTimer();
        if (due != Long.MAX_VALUE) {
            timerMillis = due;
            timer = loop.schedule(Math.max(1, due - clock.millis()), this::ask);
        }
    }

    private void cancelTimer() {
        Cancellable ahead = timer;
        timer = null;
        timerMillis = Long.MAX_VALUE;
        if (ahead != null) {
            ahead.cancel();
        }
    }

    private void ask() {
        timer = null;
        timerMillis = Long.MAX_VALUE;
        if (stopped) {
            return;
        }
        long now = clock.millis();
        List<Half> due = new ArrayList<>();
        for (Half half = ledger.takeDue(now); half != null && due.size() < MOST_AT_ONCE; half = ledger.takeDue(now)) {
            due.add(half);
            // whatever comes of it, it is looked at again
            ledger.postpone(half, now + rules().intervalMillis());
        }
        due.forEach(half -> ask(half, now));
        plan();
    }

    private void ask(Half half, long now) {
        if (half.underWay != null) {
            return;
        }
        TransactionSettings rules = rules();
        if (half.checks >= rules.mostChecks()
                || now - half.bornMillis
                        > TimeUnit.HOURS.toMillis(
                                core.settings().get().retention().reservedHours())) {
            moveAway(half);
            return;
        }
        ConnectedClient producer = check.producer(core.clients().producers(half.group), half);
        if (producer != null) {
            write(half, record -> again(record, half, half.checks + 1)).thenAccept(written -> {
                if (written != null) {
                    check.ask(producer, half, written);
                }
            });
        } else if (ledger.next() - half.offset > MOST_BEHIND) {
            write(half, record -> again(record, half, half.checks));
        }
    }

    private static @Nullable Refusal again(OutgoingRecord record, Half half, int checks) {
        record.properties().put(Half.CHECKS, Integer.toString(checks));
        record.properties().put(Half.ORIGIN, Long.toString(half.origin));
        return null;
    }

    private void moveAway(Half half) {
        log.warn(
                "nobody ended the transaction at {} of the producers {}, asked {} times: it goes to {}",
                half.position,
                half.group,
                half.checks,
                TopicNames.CHECK_EXPIRED);
        write(half, record -> {
            record.redirect(TopicNames.CHECK_EXPIRED, 0);
            return null;
        });
    }

    /** Completes with null when it was not written: then it is tried again when it is due again. */
    private CompletionStage<HalfWriter.@Nullable Written> write(Half half, HalfWriter.Next next) {
        return end(half, next).handle((written, failure) -> {
            if (failure != null) {
                log.error("the half message at {} cannot be read: {}", half.position, failure.getMessage());
                return null;
            }
            if (written.refusal() != null) {
                log.warn(
                        "the half message at {} stays where it is for now: {}",
                        half.position,
                        written.refusal().remark());
                return null;
            }
            return written;
        });
    }

    private TransactionSettings rules() {
        return core.settings().get().transactions();
    }

    // ---- how far it is

    private void savePeriodically() {
        if (!stopped) {
            save();
            loop.schedule(SAVE_MILLIS, this::savePeriodically);
        }
    }

    /** Notes what was staged a period ago, when the ends that it counts are on disk by now. */
    private void save() {
        Progress ready = staged;
        if (ready != null && ready.end() <= store.flushed().get()) {
            staged = null;
            note(ready.halfOffset());
        }
        if (staged == null && ledger.lowest() != notedOffset) {
            staged = new Progress(ledger.lowest(), store.appended().get());
        }
    }

    private void note(long halfOffset) {
        notedOffset = halfOffset;
        offsets.set(TopicNames.HALF, GROUP, 0, halfOffset);
    }

    /** For RocketMQ's broker, which may open the directory next, also from where it has to read the ends. */
    private CompletionStage<Void> saveLast() {
        long lowest = ledger.lowest();
        long end = store.appended().get();
        CompletableFuture<Void> forced = new CompletableFuture<>();
        store.confirmations().await(end, Durability.ON_DISK, loop, missing -> {
            if (missing == null) {
                note(lowest);
                try {
                    offsets.set(TopicNames.OP_HALF, GROUP, 0, queue.firstEndAfter(lowest));
                } catch (StoreFailure e) {
                    log.warn("where the ends of transactions begin cannot be told: {}", e.getMessage());
                }
            }
            forced.complete(null);
        });
        return forced;
    }
}
