package io.apogeemq.launch.log;

import io.apogeemq.concurrent.ProcessEnd;
import org.apache.logging.log4j.core.util.Cancellable;
import org.apache.logging.log4j.core.util.ShutdownCallbackRegistry;

/**
 * Has log4j stop in order when the process ends, if its configuration wants that ({@code shutdownHook}). log4j's own
 * registry makes it refuse to open in a process that is ending, be it that another thread was about to open it.
 */
public final class Log4jEnd implements ShutdownCallbackRegistry {
    /** log4j makes it by its name. */
    public Log4jEnd() {}

    @Override
    public Cancellable addShutdownCallback(Runnable callback) {
        Callback added = new Callback(callback);
        // if it is ending already, whoever still has something to say opened the log for it
        ProcessEnd.atEnd(added);
        return added;
    }

    private static final class Callback implements Cancellable {
        private final Runnable callback;
        private volatile boolean cancelled;

        Callback(Runnable callback) {
            this.callback = callback;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public void run() {
            if (!cancelled) {
                callback.run();
            }
        }
    }
}
