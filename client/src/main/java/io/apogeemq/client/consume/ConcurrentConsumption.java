package io.apogeemq.client.consume;

import io.apogeemq.client.consume.queue.AssignedQueue;
import io.apogeemq.client.core.ReceivedMessage;
import io.apogeemq.concurrent.OwnedBy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives messages to a listener in batches, on as many threads as configured, in no order (spec/client.md 33). What the
 * listener does not finish goes back to the broker; only when that fails is it tried here again.
 */
@OwnedBy("the consumer's loop")
final class ConcurrentConsumption implements Consumption {
    private static final Logger log = LoggerFactory.getLogger(ConcurrentConsumption.class);
    private static final long AGAIN_MILLIS = 5_000;

    /** How many overdue heads of one queue go back to the broker in one look. */
    private static final int OVERDUE_PER_LOOK = 16;

    private final Supplier<ConsumerSettings> settings;
    private final ConcurrentListener listener;
    private final Workshop shop;
    private final ListenerThreads threads;
    private final Progress progress;
    private final Redelivery redelivery;
    private final Statistics statistics;
    private final Mailbox<Finished> results;
    private boolean stopped;

    private record Finished(
            AssignedQueue queue, List<ReceivedMessage> messages, ConcurrentListener.Outcome outcome, long millis) {}

    ConcurrentConsumption(Bench bench, ListenerThreads threads, ConcurrentListener listener) {
        this.settings = bench.settings();
        this.listener = listener;
        this.shop = bench.shop();
        this.threads = threads;
        this.progress = bench.progress();
        this.redelivery = bench.redelivery();
        this.statistics = bench.statistics();
        this.results = new Mailbox<>(shop.loop(), this::onFinished);
    }

    @Override
    public void begin(Supplier<Collection<AssignedQueue>> assigned, Consumer<AssignedQueue> onRoom) {
        lookForOverdue(assigned);
    }

    @Override
    public void onArrival(AssignedQueue queue, List<ReceivedMessage> messages) {
        int size = settings.get().consuming().batch();
        for (int from = 0; from < messages.size(); from += size) {
            submit(queue, messages.subList(from, Math.min(messages.size(), from + size)));
        }
    }

    /** Whoever gets the queue next may get again what listeners have now: nothing is waited for. */
    @Override
    public CompletionStage<Boolean> quiet(AssignedQueue queue, long waitMillis) {
        return CompletableFuture.completedStage(true);
    }

    @Override
    public CompletionStage<Void> stop(long waitMillis) {
        stopped = true;
        return threads.close(waitMillis);
    }

    @Override
    public boolean inOrder() {
        return false;
    }

    @Override
    public boolean programKeepsOffsets() {
        return false;
    }

    @Override
    public boolean limitsSpan() {
        return true;
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

    private void lookForOverdue(Supplier<Collection<AssignedQueue>> assigned) {
        shop.loop().schedule(settings.get().consuming().timeoutMillis(), () -> {
            if (!stopped) {
                assigned.get().forEach(queue -> sendBackOverdue(queue, OVERDUE_PER_LOOK));
                lookForOverdue(assigned);
            }
        });
    }

    /**
     * Sends heads back to the broker whose listener has not come back in time: one that hangs would hold the group's offset
     * for ever.
     *
     * @param most heads of the queue looked at
     */
    private void sendBackOverdue(AssignedQueue queue, int most) {
        ReceivedMessage head = queue.held().first();
        if (most == 0 || stopped || queue.dropped() || head == null || !overdue(head)) {
            return;
        }
        redelivery
                .sendBack(head, 3)
                .thenAcceptAsync(
                        taken -> {
                            if (taken) {
                                log.warn("a listener has {} for too long, it was sent back to the broker", head);
                                progress.finish(queue, List.of(head));
                                sendBackOverdue(queue, most - 1);
                            }
                        },
                        shop.loop());
    }

    private boolean overdue(ReceivedMessage message) {
        long start = message.consumeStartMillis();
        return start > 0
                && shop.clock().millis() - start > settings.get().consuming().timeoutMillis();
    }

    private void submit(AssignedQueue queue, List<ReceivedMessage> batch) {
        if (stopped || queue.dropped()) {
            return;
        }
        try {
            threads.execute(() -> consume(queue, batch));
        } catch (RejectedExecutionException e) {
            if (!stopped) {
                shop.loop().schedule(AGAIN_MILLIS, () -> submit(queue, batch));
            }
        }
    }

    /** On a pool thread. */
    private void consume(AssignedQueue queue, List<ReceivedMessage> batch) {
        if (queue.dropped()) {
            return;
        }
        String group = settings.get().group();
        long start = shop.clock().millis();
        batch.forEach(message -> RetryTopics.present(message, group, start));
        results.post(new Finished(queue, batch, call(queue, batch), shop.clock().millis() - start));
    }

    @SuppressWarnings(
            "CatchingThrowable") // an Error of the listener is the listener's: the message must not be lost for it
    private ConcurrentListener.Outcome call(AssignedQueue queue, List<ReceivedMessage> batch) {
        try {
            return listener.consume(batch, queue.queue());
        } catch (Throwable e) {
            log.warn(
                    "the listener of group {} failed at {}, it will come again",
                    settings.get().group(),
                    queue,
                    e);
            return new ConcurrentListener.Outcome(batch, 0);
        }
    }

    private void onFinished(Finished finished) {
        AssignedQueue queue = finished.queue;
        if (queue.dropped()) {
            return;
        }
        queue.consumedAt(shop.clock().millis());
        List<ReceivedMessage> failed = finished.outcome.again();
        List<ReceivedMessage> done = finished.messages;
        if (!failed.isEmpty()) {
            done = new ArrayList<>(done);
            done.removeAll(failed);
        }
        statistics.consumed(queue.queue().topic(), done.size(), failed.size(), finished.millis);
        if (!failed.isEmpty() && !settings.get().clustering()) {
            log.warn("{} messages of {} failed; a broadcast message comes only once: {}", failed.size(), queue, failed);
            done = finished.messages;
            failed = List.of();
        }
        progress.finish(queue, done);
        // at the end a listener may fail because it was interrupted: the stored offset brings those messages again
        if (!failed.isEmpty() && !stopped) {
            sendBack(queue, failed, finished.outcome.delayLevel());
        }
    }

    private void sendBack(AssignedQueue queue, List<ReceivedMessage> failed, int delayLevel) {
        List<ReceivedMessage> refused = new ArrayList<>();
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        for (ReceivedMessage message : failed) {
            if (queue.held().holds(message)) {
                all = CompletableFuture.allOf(
                        all,
                        redelivery
                                .sendBack(message, delayLevel)
                                .thenAcceptAsync(
                                        taken -> {
                                            if (taken) {
                                                progress.finish(queue, List.of(message));
                                            } else {
                                                refused.add(message);
                                            }
                                        },
                                        shop.loop())
                                .toCompletableFuture());
            }
        }
        all.thenRunAsync(() -> consumeAgain(queue, refused), shop.loop());
    }

    private void consumeAgain(AssignedQueue queue, List<ReceivedMessage> messages) {
        if (messages.isEmpty() || stopped) {
            return;
        }
        messages.forEach(message -> message.setReconsumeTimes(message.reconsumeTimes() + 1));
        shop.loop().schedule(AGAIN_MILLIS, () -> onArrival(queue, messages));
    }
}
