package io.apogeemq.store.log;

import io.apogeemq.concurrent.Position;
import org.jspecify.annotations.Nullable;

/** Waits for a confirmation. */
@FunctionalInterface
public interface Waiter {

    /**
     * Called once, on the loop that waits.
     *
     * @param missing null when the record is as durable as asked; otherwise the time is over, and this is the first of the
     *     positions that has not passed the record. The message is appended all the same and most likely will be durable.
     */
    void done(@Nullable Position missing);
}
