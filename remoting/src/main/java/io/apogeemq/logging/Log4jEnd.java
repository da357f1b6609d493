package io.apogeemq.logging;

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
        Thread last = new Thread(callback, "log end");
        try {
            Runtime.getRuntime().addShutdownHook(last);
        } catch (IllegalStateException e) {
            // it is ending: whoever still has something to say opened the log for it
        }
        return new Cancellable() {
            @Override
            public void cancel() {
                try {
                    Runtime.getRuntime().removeShutdownHook(last);
                } catch (IllegalStateException e) {
                    // it runs already
                }
            }

            @Override
            public void run() {
                callback.run();
            }
        };
    }
}
