package io.apogeemq.concurrent;

/** Something scheduled that may still be called off. */
@FunctionalInterface
public interface Cancellable {

    /** Calls it off if it has not begun; otherwise does nothing. Any thread. */
    void cancel();
}
