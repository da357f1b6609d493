package io.apogeemq.client.consume;

import io.apogeemq.client.consume.OrderlyListener.Outcome;
import io.apogeemq.client.consume.queue.AssignedQueue;
import io.apogeemq.client.core.ReceivedMessage;
import io.apogeemq.concurrent.OwnedBy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the messages of each queue to a listener one batch after another, in their order (spec/client.md 34). A queue has
 * one turn at a time:
 *
 * <pre>
 *   IDLE --messages--> RUNNING --all done--> IDLE or RUNNING again
 *                         |---listener asks for a pause, no lock---> PAUSED --time--> RUNNING
 * </pre>
 *
 * A turn runs several batches on one thread before it reports, as long as each succeeds: a hand-over between threads for
 * every message would cost more than most listeners do. Then it goes to the end of the line, so that many queues share few
 * threads.
 */
@OwnedBy("the consumer's loop")
final class OrderlyConsumption implements Consumption {
    private static final Logger log = LoggerFactory.getLogger(OrderlyConsumption.class);
    private static final int MESSAGES_PER_TURN = 32;

    /** A slow listener reports after this time: its progress is stored, others get the thread. */
    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long WITHOUT_LOCK_MILLIS = 3_000;
    private static final long REJECTED_MILLIS = 1_000;
    private static final long LEAST_PAUSE_MILLIS = 10;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;

    private final Supplier<ConsumerSettings> settings;
    private final OrderlyListener listener;
    private final Workshop shop;
    private final ListenerThreads threads;
    private final QueueLocks locks;
    private final Progress progress;
    private final Redelivery redelivery;
    private final Statistics statistics;
    private final Mailbox<Report> reports;
    private final Map<AssignedQueue, Turns> turns = new HashMap<>();
    private boolean stopped;

    OrderlyConsumption(Bench bench, ListenerThreads threads, OrderlyListener listener) {
        this.settings = bench.settings();
        this.listener = listener;
        this.shop = bench.shop();
        this.threads = threads;
        this.locks = bench.locks();
        this.progress = bench.progress();
        this.redelivery = bench.redelivery();
        this.statistics = bench.statistics();
        this.reports = new Mailbox<>(shop.loop(), this::onReport);
    }

    /** Whose turn it is at a queue. */
    private static final class Turns {
        private boolean running;
        private boolean paused;
        private CompletableFuture<Void> ended = CompletableFuture.completedFuture(null);
    }

    /** What one turn did: outcomes of its first batches; the batches behind them were not given to the listener. */
    private record Report(
            AssignedQueue queue, List<List<ReceivedMessage>> batches, List<Outcome> outcomes, long millis) {}

    @Override
    public void onArrival(AssignedQueue queue, List<ReceivedMessage> messages) {
        next(queue);
    }

    @Override
    public void onLocked(AssignedQueue queue) {
        next(queue);
    }

    private void next(AssignedQueue queue) {
        if (stopped || queue.dropped()) {
            return;
        }
        Turns own = turns.computeIfAbsent(queue, name -> new Turns());
        if (own.running || own.paused) {
            return;
        }
        if (!locks.mayConsume(queue)) {
            pause(queue, own, WITHOUT_LOCK_MILLIS);
            return;
        }
        List<List<ReceivedMessage>> batches = takeTurn(queue);
        if (!batches.isEmpty()) {
            run(queue, own, batches);
        }
    }

    @Override
    public CompletionStage<Boolean> quiet(AssignedQueue queue, long waitMillis) {
        Turns own = turns.get(queue);
        if (own == null || !own.running) {
            turns.remove(queue);
            return CompletableFuture.completedStage(true);
        }
        CompletableFuture<Boolean> quiet = new CompletableFuture<>();
        shop.loop().schedule(waitMillis, () -> quiet.complete(false));
        own.ended.thenRun(() -> {
            turns.remove(queue);
            quiet.complete(true);
        });
        return quiet;
    }

    @Override
    public CompletionStage<Void> stop(long waitMillis) {
        stopped = true;
        return threads.close(waitMillis);
    }

    @Override
    public boolean inOrder() {
        return true;
    }

    @Override
    public boolean programKeepsOffsets() {
        return false;
    }

    @Override
    public boolean limitsSpan() {
        return false;
    }

    @Override
    public int threads() {
        return threads.count();
    }

    @Override
    public void resize(int newThreads) {
        threads.resize(newThreads);
    }

    @Override
    public CompletionStage<DirectOutcome> consumeDirectly(ReceivedMessage message) {
        String group = settings.get().group();
        return CompletableFuture.supplyAsync(
                () -> {
                    RetryTopics.present(message, group, shop.clock().millis());
                    return listener.consumeDirectly(message, message.queue());
                },
                threads);
    }

    private List<List<ReceivedMessage>> takeTurn(AssignedQueue queue) {
        int size = settings.get().consuming().batch();
        List<List<ReceivedMessage>> batches = new ArrayList<>();
        for (int count = 0; count == 0 || count + size <= MESSAGES_PER_TURN; count += size) {
            List<ReceivedMessage> batch = queue.held().take(size);
            if (batch.isEmpty()) {
                break;
            }
            batches.add(batch);
        }
        return batches;
    }

    private void run(AssignedQueue queue, Turns own, List<List<ReceivedMessage>> batches) {
        own.running = true;
        own.ended = new CompletableFuture<>();
        try {
            threads.execute(() -> consume(queue, batches));
        } catch (RejectedExecutionException e) {
            own.running = false;
            own.ended.complete(null);
            queue.held().putBackFrom(batches.get(0).get(0).offset());
            pause(queue, own, REJECTED_MILLIS);
        }
    }

    /** On a pool thread. */
    private void consume(AssignedQueue queue, List<List<ReceivedMessage>> batches) {
        String group = settings.get().group();
        List<Outcome> outcomes = new ArrayList<>(batches.size());
        long startNanos = shop.clock().nanos();
        for (List<ReceivedMessage> batch : batches) {
            if (queue.dropped() || !locks.mayConsume(queue)) {
                break;
            }
            long now = shop.clock().millis();
            batch.forEach(message -> RetryTopics.present(message, group, now));
            Outcome outcome = call(queue, batch);
            outcomes.add(outcome);
            if (!outcome.goesOn() || shop.clock().nanos() - startNanos > TURN_NANOS) {
                break;
            }
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(shop.clock().nanos() - startNanos);
        reports.post(new Report(queue, batches, outcomes, millis));
    }

    @SuppressWarnings(
            "CatchingThrowable") // an Error of the listener is the listener's: the queue must not stand for it
    private Outcome call(AssignedQueue queue, List<ReceivedMessage> batch) {
        try {
            return listener.consume(batch, queue.queue());
        } catch (Throwable e) {
            log.warn(
                    "the listener of group {} failed at {}, it pauses",
                    settings.get().group(),
                    queue,
                    e);
            return Outcome.FAILED;
        }
    }

    private void onReport(Report report) {
        AssignedQueue queue = report.queue;
        Turns own = turns.computeIfAbsent(queue, name -> new Turns());
        queue.consumedAt(shop.clock().millis());
        int given = report.outcomes.size();
        if (given < report.batches.size()) {
            queue.held().putBackFrom(report.batches.get(given).get(0).offset());
        }
        if (given == 0) {
            ended(own);
            next(queue);
            return;
        }
        Outcome last = report.outcomes.get(given - 1);
        count(report, last);
        if (last.goesOn()) {
            progress.commit(queue);
            ended(own);
            next(queue);
        } else {
            settle(queue, own, report.batches.get(given - 1), last, given > 1);
        }
    }

    /** The last batch did not simply succeed; those before it in the turn did. */
    private void settle(
            AssignedQueue queue, Turns own, List<ReceivedMessage> batch, Outcome outcome, boolean othersBefore) {
        if (othersBefore) {
            queue.held().putBackFrom(batch.get(0).offset());
            progress.commit(queue);
            queue.held().take(batch.size());
        }
        switch (outcome.verdict()) {
            case SUCCESS -> goOn(queue, own, outcome.autoCommit());
            case COMMIT -> goOn(queue, own, true);
            case ROLLBACK -> {
                if (outcome.autoCommit()) {
                    goOn(queue, own, true);
                } else {
                    queue.held().putBackAll();
                    ended(own);
                    pause(queue, own, pauseMillis(outcome));
                }
            }
            case SUSPEND ->
                giveUpExhausted(queue, batch)
                        .thenAcceptAsync(kept -> suspended(queue, own, batch, outcome, kept), shop.loop());
        }
    }

    private void suspended(
            AssignedQueue queue, Turns own, List<ReceivedMessage> batch, Outcome outcome, List<ReceivedMessage> kept) {
        if (kept.isEmpty()) {
            goOn(queue, own, outcome.autoCommit());
            return;
        }
        kept.forEach(message -> message.setReconsumeTimes(message.reconsumeTimes() + 1));
        for (ReceivedMessage message : batch) {
            if (!kept.contains(message)) {
                queue.held().finish(message);
            }
        }
        queue.held().putBackFrom(batch.get(0).offset());
        ended(own);
        pause(queue, own, pauseMillis(outcome));
    }

    /** Messages refused too often become dead letters. Completes with those that stay: not yet, or no broker took them. */
    private CompletionStage<List<ReceivedMessage>> giveUpExhausted(AssignedQueue queue, List<ReceivedMessage> batch) {
        List<ReceivedMessage> kept = new ArrayList<>(batch);
        if (queue.gone() || !locks.mayConsume(queue)) {
            // another member has them now
            return CompletableFuture.completedStage(kept);
        }
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        for (ReceivedMessage message : batch) {
            if (message.reconsumeTimes() >= redelivery.orderlyTries()) {
                all = CompletableFuture.allOf(
                        all,
                        redelivery
                                .giveUp(message)
                                .thenAcceptAsync(
                                        taken -> {
                                            if (taken) {
                                                kept.remove(message);
                                            }
                                        },
                                        shop.loop())
                                .toCompletableFuture());
            }
        }
        return all.thenApply(done -> kept);
    }

    private void goOn(AssignedQueue queue, Turns own, boolean commit) {
        if (commit) {
            progress.commit(queue);
        }
        ended(own);
        next(queue);
    }

    private static void ended(Turns own) {
        own.running = false;
        own.ended.complete(null);
    }

    private void pause(AssignedQueue queue, Turns own, long millis) {
        if (stopped || queue.dropped()) {
            return;
        }
        own.paused = true;
        shop.loop().schedule(millis, () -> {
            own.paused = false;
            next(queue);
        });
    }

    private long pauseMillis(Outcome outcome) {
        long wanted =
                outcome.suspendMillis() == -1 ? settings.get().consuming().suspendMillis() : outcome.suspendMillis();
        return Math.max(LEAST_PAUSE_MILLIS, Math.min(LONGEST_PAUSE_MILLIS, wanted));
    }

    private void count(Report report, Outcome last) {
        int given = report.outcomes.size();
        int messages = 0;
        for (int i = 0; i < given; i++) {
            messages += report.batches.get(i).size();
        }
        boolean failed =
                last.verdict() == OrderlyListener.Verdict.SUSPEND || last.verdict() == OrderlyListener.Verdict.ROLLBACK;
        int lost = failed ? report.batches.get(given - 1).size() : 0;
        statistics.consumed(report.queue.queue().topic(), messages - lost, lost, report.millis);
    }
}
