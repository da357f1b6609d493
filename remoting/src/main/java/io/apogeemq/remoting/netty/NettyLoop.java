package io.apogeemq.remoting.netty;

import io.apogeemq.concurrent.Cancellable;
import io.apogeemq.concurrent.Fatal;
import io.apogeemq.concurrent.Loop;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A loop of Netty's as one of ours. */
final class NettyLoop implements Loop {
    private static final Logger log = LoggerFactory.getLogger(NettyLoop.class);

    private final EventExecutor executor;
    private final String name;
    private final SpareBuffer spare = new SpareBuffer();
    private final Fatal fatal;

    NettyLoop(EventExecutor executor, String name, Fatal fatal) {
        this.fatal = fatal;
        this.executor = executor;
        this.name = name;
    }

    /** What its connections gather answers in. On the loop. */
    SpareBuffer spare() {
        return spare;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean inside() {
        return executor.inEventLoop();
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(guarded(task));
    }

    @Override
    public Cancellable scheduleNanos(long delayNanos, Runnable task) {
        Future<?> future = executor.schedule(guarded(task), Math.max(0, delayNanos), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    /** An error has left a task, or what a connection does. On the loop. */
    void onError(Error error) {
        fatal.onError(name, error);
    }

    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                log.error("a task of the loop {} failed; the loop goes on", name, e);
            } catch (Error e) {
                onError(e);
            }
        };
    }
}
