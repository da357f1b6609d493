package io.apogeemq.client.consume;

import io.apogeemq.concurrent.Loop;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Takes what many threads have for a loop, and wakes the loop once for all that came together: a busy pool would otherwise
 * cost the loop one task per message.
 */
final class Mailbox<T> {
    private final Loop loop;
    private final Consumer<T> reader;
    private final ConcurrentLinkedQueue<T> letters = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean woken = new AtomicBoolean();

    Mailbox(Loop loop, Consumer<T> reader) {
        this.loop = loop;
        this.reader = reader;
    }

    /** Any thread. What comes after the loop has stopped is dropped. */
    void post(T letter) {
        letters.add(letter);
        wake();
    }

    private void wake() {
        if (woken.compareAndSet(false, true)) {
            try {
                loop.execute(this::read);
            } catch (RejectedExecutionException e) {
                letters.clear();
            }
        }
    }

    private void read() {
        woken.set(false);
        try {
            for (T letter = letters.poll(); letter != null; letter = letters.poll()) {
                reader.accept(letter);
            }
        } finally {
            // a reader that throws ends this task: the letters behind must not wait for the next post, which may never
            // come
            if (!letters.isEmpty()) {
                wake();
            }
        }
    }
}
