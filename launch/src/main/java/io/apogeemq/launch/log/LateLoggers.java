package io.apogeemq.launch.log;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.Loops;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Keeps what is said until the log is open, then hands it over in order, none lost and none twice.
 *
 * <pre>
 *   keeping ──┬─ a line for the terminal, a warning ─────────┬─► opening ── nothing kept is left ──► open
 *             ├─ OPEN_AFTER_MILLIS ── on a thread of its own ┤   (more is kept meanwhile)
 *             ├─ an error, MOST_KEPT events: by their thread ┤
 *             └─ the end of the process ─────────────────────┘
 * </pre>
 *
 * <p>Any thread logs. The lock is no loop because a thread that logs must not depend on another; it is held for a push or a
 * swap, never while the log opens or writes.
 */
final class LateLoggers implements ILoggerFactory {
    /** The logger of what an operator waits for at the terminal; the configurations in conf/ know it by this name. */
    static final String TERMINAL = "console";

    /** A start that takes longer, for a large log to recover, is watched while it runs. */
    static final long OPEN_AFTER_MILLIS = 1000;

    /** Whoever says more opens the log itself, and waits for it: memory has a bound, and nothing is lost. */
    static final int MOST_KEPT = 4000;

    private final Supplier<LogTarget> opening;
    private final Loops loops;
    private final Consumer<Runnable> beforeEnd;
    private final PrintStream err;

    private final ReentrantLock openingLock = new ReentrantLock();

    /** Guards what follows. Nothing is made under it that has a logger itself: that class may be waiting for this lock. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<String, LateLogger> loggers = new HashMap<>();
    private List<LateEvent> kept = new ArrayList<>();
    private boolean begun;
    private boolean urgent;
    private @Nullable Loop opener;
    private @Nullable LogTarget target;

    /**
     * @param opening opens the log; blocks, and may throw
     * @param loops the machine's clock, and the thread on which the log opens; closed when it is open
     * @param beforeEnd has something run before the process ends
     * @param err what is said goes there when the log does not open
     */
    LateLoggers(Supplier<LogTarget> opening, Loops loops, Consumer<Runnable> beforeEnd, PrintStream err) {
        this.opening = opening;
        this.loops = loops;
        this.beforeEnd = beforeEnd;
        this.err = err;
    }

    @Override
    public Logger getLogger(String name) {
        lock.lock();
        try {
            LateLogger logger = loggers.get(name);
            if (logger == null) {
                logger = new LateLogger(name, this);
                logger.open(target == null ? null : target.logger(name));
                loggers.put(name, logger);
            }
            return logger;
        } finally {
            lock.unlock();
        }
    }

    /** Keeps it, or writes it when the log has opened since the logger asked. */
    void accept(String logger, Level level, String text, @Nullable Throwable thrown) {
        String thread = Thread.currentThread().getName();
        LateEvent event;
        LogTarget opened;
        boolean first = false;
        boolean now = false;
        lock.lock();
        try {
            event = new LateEvent(loops.clock().millis(), thread, logger, level, text, thrown);
            opened = target;
            if (opened == null) {
                first = !begun;
                begun = true;
                kept.add(event);
                // after an error the process may be gone before another thread has opened the log
                now = level == Level.ERROR || kept.size() >= MOST_KEPT;
                if (!urgent && (logger.equals(TERMINAL) || level == Level.WARN)) {
                    urgent = true;
                    openSoon();
                }
            }
        } finally {
            lock.unlock();
        }
        if (opened != null) {
            opened.write(event);
        } else if (first) {
            begin();
        }
        if (now) {
            open();
        }
    }

    private void begin() {
        Loop made = loops.loop("log");
        lock.lock();
        try {
            opener = made;
            made.schedule(OPEN_AFTER_MILLIS, this::openOnLoop);
            if (urgent) {
                openSoon();
            }
        } finally {
            lock.unlock();
        }
        beforeEnd.accept(this::open);
    }

    private void openSoon() {
        if (opener != null) {
            opener.execute(this::openOnLoop);
        }
    }

    private void openOnLoop() {
        open();
        loops.close();
    }

    /** When this returns the log is open, whoever opened it. */
    private void open() {
        if (openingLock.isHeldByCurrentThread()) {
            return; // the log library logs here itself: that is written when it is open
        }
        openingLock.lock();
        try {
            if (!isOpen()) {
                handOver(openOrComplain());
            }
        } finally {
            openingLock.unlock();
        }
    }

    private boolean isOpen() {
        lock.lock();
        try {
            return target != null;
        } finally {
            lock.unlock();
        }
    }

    private LogTarget openOrComplain() {
        try {
            return opening.get();
        } catch (RuntimeException | LinkageError e) {
            err.println("The log does not open, what would be in it is written here: "
                    + (e.getMessage() == null ? e : e.getMessage()));
            return new PlainTarget(err);
        }
    }

    /** Writes piece by piece what is kept, while more comes in; the log is open from the moment when nothing is left. */
    private void handOver(LogTarget to) {
        for (List<LateEvent> next = take(to); !next.isEmpty(); next = take(to)) {
            next.forEach(event -> write(to, event));
        }
    }

    private void write(LogTarget to, LateEvent event) {
        try {
            to.write(event);
        } catch (RuntimeException e) {
            // an appender may be told to throw; the lines after this one are written all the same
            err.println("Not written to the log: " + event.text() + " (" + e + ")");
        }
    }

    private List<LateEvent> take(LogTarget to) {
        lock.lock();
        try {
            List<LateEvent> taken = kept;
            kept = new ArrayList<>();
            if (taken.isEmpty()) {
                target = to;
                loggers.forEach((name, logger) -> logger.open(to.logger(name)));
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }
}
