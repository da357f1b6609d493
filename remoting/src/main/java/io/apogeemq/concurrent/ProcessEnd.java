package io.apogeemq.concurrent;

import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

/** The orderly end of a process that serves until it is told to stop. */
public final class ProcessEnd {
    private static final int IN_ORDER = 0;
    private static final int NOT_IN_ORDER = 1;
    private static final long MOST_WAIT_MILLIS = 2000;

    /** What runs at the end, told apart by the JVM from everything else. */
    private static final ThreadGroup ENDING = new ThreadGroup("ending");

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
            Runtime.getRuntime().addShutdownHook(new Thread(ENDING, last, "before end"));
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /**
     * Blocks the caller for as long as the process lives. When it is asked to end (SIGTERM, SIGINT, exit), {@code stop}
     * runs first, on a thread of its own; when that returns, the process is gone.
     *
     * @param stop whether it was an orderly end: then the process ends with 0, otherwise with 1
     */
    public static void await(BooleanSupplier stop) {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(ENDING, () -> end(stop), "shutdown"));
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

    /** The JVM's own status after a signal is 128 and more, whatever came of the stop. */
    private static void end(BooleanSupplier stop) {
        int status = NOT_IN_ORDER;
        try {
            status = stop.getAsBoolean() ? IN_ORDER : NOT_IN_ORDER;
            awaitOthers();
        } finally {
            Runtime.getRuntime().halt(status);
        }
    }

    /** They have begun when this one did. */
    private static void awaitOthers() {
        Thread[] others = new Thread[ENDING.activeCount() + 1];
        int count = ENDING.enumerate(others);
        for (int i = 0; i < count; i++) {
            if (others[i] != Thread.currentThread()) {
                try {
                    others[i].join(MOST_WAIT_MILLIS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
