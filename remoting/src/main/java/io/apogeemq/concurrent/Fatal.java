package io.apogeemq.concurrent;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done when something happened that must not: an {@link Error} has left a task of a loop. What the loop owns may be
 * half changed, and whoever waits for it does not know. A loop never ends alone, and leaves nobody waiting: either all of
 * what it belongs to ends, or it goes on.
 */
@FunctionalInterface
public interface Fatal {
    /** Told, and the loop goes on: for a client in somebody's program, which holds nothing that could be kept wrong. */
    Fatal TOLD = (loop, error) -> Fatal.tell(loop, error, "the loop goes on");

    /** What the process ends with, as after {@code -XX:+ExitOnOutOfMemoryError}. */
    int EXIT_STATUS = 3;

    /**
     * For a server: the process ends at once. What it has confirmed is in its files or in the system's memory; the next
     * start brings them to a sound state, as after a kill.
     */
    Fatal ENDS_PROCESS = (loop, error) -> {
        String then = "the process ends at once, the next start recovers what it holds";
        try {
            // first: a log may need the memory that there is none of
            System.err.println(error + " on the loop " + loop + ": " + then);
            Fatal.tell(loop, error, then);
        } finally {
            Runtime.getRuntime().halt(EXIT_STATUS);
        }
    };

    /**
     * An error has left a task. When this returns, the loop takes its next one. On that loop.
     *
     * @param loop its name
     */
    void onError(String loop, Error error);

    /** Says it in one line, and where it came from below it. */
    static void tell(String loop, Error error, String then) {
        Logger log = LoggerFactory.getLogger(Fatal.class);
        log.error("{} on the loop {}: {}", error, loop, then, error);
    }
}
