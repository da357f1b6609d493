package io.apogeemq.store.queue;

/** Wants to know that a queue has grown. */
@FunctionalInterface
public interface QueueWatcher {

    /**
     * Messages up to {@code maxOffset} are there to be read. Called by whichever thread wrote them, after all locks are
     * released: it must return at once and may only hand the news on. May be called more than once for one message, never
     * less than once for a message that came after the watcher was set.
     */
    void grown(ConsumeQueue queue, long maxOffset);
}
