package io.apogeemq.remoting;

import io.apogeemq.concurrent.Loop;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection's work for a loop that all connections share. At most one piece of it stands in the loop's queue, and the
 * next one lines up behind everybody else's: who asks a thousand times waits a thousand turns, and nobody else does. Pieces
 * keep their order, and pause while the other end does not take what they answer. How many there are is bounded by the requests that a connection may have under way. Any thread.
 */
final class Turns {
    private final Loop loop;
    private final BooleanSupplier mayGoOn;
    /** Work is there, and nothing of it stands in the loop's queue. */
    private final AtomicBoolean pausing = new AtomicBoolean();

    private final ConcurrentLinkedQueue<Piece> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    private record Piece(Runnable work, Consumer<RejectedExecutionException> refused) {}

    /** @param mayGoOn whether more work may be done now; any thread. Whoever makes it true calls {@link #goOn} */
    Turns(Loop loop, BooleanSupplier mayGoOn) {
        this.loop = loop;
        this.mayGoOn = mayGoOn;
    }

    /**
     * Has the work done on the loop.
     *
     * @param refused called instead when the loop takes no more
     */
    void add(Runnable work, Consumer<RejectedExecutionException> refused) {
        waiting.add(new Piece(work, refused));
        if (count.getAndIncrement() == 0) {
            lineUp();
        }
    }

    private void lineUp() {
        try {
            loop.execute(this::turn);
        } catch (RejectedExecutionException e) {
            do {
                next().refused.accept(e);
            } while (count.decrementAndGet() > 0);
        }
    }

    /** There may be room for more work again. Any thread. */
    void goOn() {
        if (pausing.get() && mayGoOn.getAsBoolean() && pausing.compareAndSet(true, false)) {
            lineUp();
        }
    }

    private void turn() {
        if (!mayGoOn.getAsBoolean()) {
            pausing.set(true);
            // looks again: whoever made room meanwhile saw nobody pausing
            goOn();
            return;
        }
        try {
            next().work.run();
        } finally {
            if (count.decrementAndGet() > 0) {
                lineUp();
            }
        }
    }

    /** There is one: it was added before it was counted, and is taken before it counts no more. */
    private Piece next() {
        @Nullable Piece piece = waiting.poll();
        if (piece == null) {
            throw new IllegalStateException("more turns than work");
        }
        return piece;
    }
}
