package io.apogeemq.client.consume;

import io.apogeemq.client.consume.queue.AssignedQueue;
import io.apogeemq.client.core.ReceivedMessage;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.protocol.body.BrokerQueue;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps pulled messages until the program asks for them (spec/client.md 36). What each pull brought stays together: it is
 * what one poll gets. While there is something, polls take it on their own thread and the loop learns of it later; only when
 * there is nothing they wait, in the order in which they came.
 *
 * <p>A queue counts as polled up to its first message that nobody asked for yet. That offset is the group's only when the
 * program commits.
 */
@OwnedBy("the consumer's loop")
final class PollBuffer implements Consumption {
    private final Loop loop;
    private final Clock clock;
    private final int mostHeld;
    private final ConcurrentLinkedDeque<Portion> ready = new ConcurrentLinkedDeque<>();

    /** Messages of all portions that are ready. */
    private final AtomicInteger readyCount = new AtomicInteger();

    private final ArrayDeque<CompletableFuture<List<ReceivedMessage>>> waiting = new ArrayDeque<>();
    private final Mailbox<Portion> taken;
    private final Set<BrokerQueue> paused = new HashSet<>();
    private Supplier<Collection<AssignedQueue>> assigned = List::of;
    private Consumer<AssignedQueue> onRoom = queue -> {};
    private boolean full;
    private boolean stopped;

    /** What one pull brought. */
    private record Portion(AssignedQueue queue, List<ReceivedMessage> messages) {}

    /** @param mostHeld messages of all queues above which pulls pause */
    PollBuffer(Loop loop, Clock clock, int mostHeld) {
        this.loop = loop;
        this.clock = clock;
        this.mostHeld = mostHeld;
        this.taken = new Mailbox<>(loop, this::onTaken);
    }

    /**
     * What one pull brought, or nothing when nothing comes in that time. Any thread. A stage that is cancelled before it
     * completes takes nothing; one that completes on the loop's thread holds the loop up for as long as its actions run.
     */
    CompletableFuture<List<ReceivedMessage>> poll(long timeoutMillis) {
        Portion portion = next();
        if (portion != null) {
            taken.post(portion);
            return CompletableFuture.completedFuture(portion.messages);
        }
        if (timeoutMillis <= 0) {
            return CompletableFuture.completedFuture(List.of());
        }
        CompletableFuture<List<ReceivedMessage>> asked = new CompletableFuture<>();
        try {
            loop.execute(() -> await(asked, timeoutMillis));
        } catch (RejectedExecutionException e) {
            asked.complete(List.of());
        }
        return asked;
    }

    void pause(Collection<BrokerQueue> queues) {
        paused.addAll(queues);
    }

    /** Pulls of these queues go on. */
    void resume(Collection<BrokerQueue> queues) {
        paused.removeAll(queues);
        assigned.get().forEach(onRoom);
    }

    /** What is kept of a queue whose program goes on elsewhere is not for anybody. */
    void forget(AssignedQueue queue) {
        for (Portion portion : ready) {
            if (portion.queue == queue && ready.remove(portion)) {
                readyCount.addAndGet(-portion.messages.size());
            }
        }
        reopen();
    }

    @Override
    public void begin(Supplier<Collection<AssignedQueue>> all, Consumer<AssignedQueue> room) {
        assigned = all;
        onRoom = room;
    }

    @Override
    public void onArrival(AssignedQueue queue, List<ReceivedMessage> messages) {
        ready.add(new Portion(queue, messages));
        readyCount.addAndGet(messages.size());
        handOut();
    }

    @Override
    public CompletionStage<Boolean> quiet(AssignedQueue queue, long waitMillis) {
        paused.remove(queue.queue());
        forget(queue);
        return CompletableFuture.completedStage(true);
    }

    @Override
    public CompletionStage<Void> stop(long waitMillis) {
        stopped = true;
        waiting.forEach(asked -> asked.complete(List.of()));
        waiting.clear();
        return CompletableFuture.completedStage(null);
    }

    boolean isStopped() {
        return stopped;
    }

    @Override
    public boolean inOrder() {
        return false;
    }

    @Override
    public boolean programKeepsOffsets() {
        return true;
    }

    @Override
    public boolean limitsSpan() {
        return true;
    }

    @Override
    public boolean isPaused(AssignedQueue queue) {
        return paused.contains(queue.queue());
    }

    @Override
    public boolean hasRoom() {
        boolean room = readyCount.get() <= mostHeld;
        full |= !room;
        return room;
    }

    private void await(CompletableFuture<List<ReceivedMessage>> asked, long timeoutMillis) {
        if (stopped) {
            asked.complete(List.of());
            return;
        }
        waiting.add(asked);
        handOut();
        if (!asked.isDone()) {
            loop.schedule(timeoutMillis, () -> {
                asked.complete(List.of());
                waiting.removeIf(each -> each == asked);
            });
        }
    }

    private void handOut() {
        while (!waiting.isEmpty()) {
            Portion portion = next();
            if (portion == null) {
                return;
            }
            boolean given = false;
            while (!given && !waiting.isEmpty()) {
                given = waiting.remove().complete(portion.messages);
            }
            if (given) {
                onTaken(portion);
            } else {
                ready.addFirst(portion);
                readyCount.addAndGet(portion.messages.size());
            }
        }
    }

    /** Any thread. */
    private @Nullable Portion next() {
        for (Portion portion = ready.poll(); portion != null; portion = ready.poll()) {
            readyCount.addAndGet(-portion.messages.size());
            if (!portion.queue.dropped()) {
                return portion;
            }
        }
        return null;
    }

    private void onTaken(Portion portion) {
        AssignedQueue queue = portion.queue;
        if (!queue.gone()) {
            portion.messages.forEach(queue.held()::finish);
            queue.polledTo(
                    queue.held().isEmpty()
                            ? queue.nextOffset()
                            : queue.held().doneBefore().orElse(queue.nextOffset()));
            queue.consumedAt(clock.millis());
            onRoom.accept(queue);
        }
        reopen();
    }

    /** Queues that rest because all of them together held too much are pulled again. */
    private void reopen() {
        if (full && hasRoom()) {
            full = false;
            assigned.get().forEach(onRoom);
        }
    }
}
