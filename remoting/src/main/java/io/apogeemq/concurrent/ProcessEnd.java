package io.apogeemq.concurrent;

import java.util.concurrent.CountDownLatch;

/** The orderly end of a process that serves until it is told to stop. */
public final class ProcessEnd {
    private ProcessEnd() {}

    /** Has this run, on a thread of its own, when the process is asked to end; at once when it is ending already. */
    public static void beforeEnd(Runnable last) {
        if (!atEnd(last)) {
            last.run();
        }
    }

    /** Has this run, on a thread of its own, when the process is asked to end; false, and nothing, when it is ending already. */
    public static boolean atEnd(Runnable last) {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(last, "before end"));
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /**
     * Blocks the caller for as long as the process lives. When it is asked to end (SIGTERM, SIGINT, exit), {@code stop}
     * runs first, on a thread of its own; the process is gone when that returns.
     */
    public static void await(Runnable stop) {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(stop, "shutdown"));
        } catch (IllegalStateException e) {
            // asked to end while it was starting: it is gone in a moment, and the next start recovers as after a crash
        }
        CountDownLatch never = new CountDownLatch(1);
        while (true) {
            try {
                never.await();
            } catch (InterruptedException e) {
                // nobody who lives here has a reason to; the end of the process is the only way out
            }
        }
    }
}
