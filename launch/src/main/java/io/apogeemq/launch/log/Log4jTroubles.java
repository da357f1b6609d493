package io.apogeemq.launch.log;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.status.StatusData;
import org.apache.logging.log4j.status.StatusListener;

/**
 * What goes wrong in log4j itself, a line each: left alone, it writes a stack trace for each file that it cannot open and for
 * each line that it cannot write. Any thread.
 */
final class Log4jTroubles implements StatusListener {
    /** A full disk makes one of every line. */
    private static final int MOST_LINES = 20;

    private final PrintStream err;
    private final AtomicInteger told = new AtomicInteger();
    private final List<String> whileOpening = new ArrayList<>();
    private boolean open;

    Log4jTroubles(PrintStream err) {
        this.err = err;
    }

    /** What was heard until now; what comes later goes to the terminal. */
    synchronized List<String> opened() {
        open = true;
        return List.copyOf(whileOpening);
    }

    void tell(String line) {
        int count = told.incrementAndGet();
        if (count <= MOST_LINES) {
            err.println("The log: " + line + (count == MOST_LINES ? " (more is not told)" : ""));
        }
    }

    @Override
    public void log(StatusData data) {
        String line = line(data);
        synchronized (this) {
            if (!open) {
                if (whileOpening.size() < MOST_LINES) {
                    whileOpening.add(line);
                }
                return;
            }
        }
        tell(line);
    }

    private static String line(StatusData data) {
        Throwable cause = data.getThrowable();
        if (cause == null) {
            return data.getMessage().getFormattedMessage();
        }
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null
                ? cause.toString()
                : cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    @Override
    public Level getStatusLevel() {
        return Level.ERROR;
    }

    @Override
    public void close() {
        // holds nothing
    }
}
