package io.apogeemq.concurrent;

/** The end of this process, by a signal or because it is done. */
public final class ProcessEnd {
    private ProcessEnd() {}

    /**
     * Runs the task when the process ends in order (SIGTERM, SIGINT, the last thread), on a thread of its own; the
     * process waits for it.
     */
    public static void before(String name, Runnable task) {
        Runtime.getRuntime().addShutdownHook(new Thread(task, name));
    }
}
