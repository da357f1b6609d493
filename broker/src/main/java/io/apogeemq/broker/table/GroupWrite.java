package io.apogeemq.broker.table;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes for all who wait: one write at a time, and however many ask while it is under way share the next. Each who asks
 * waits in one of two lists: {@code waiting} for a write that has yet to begin, {@code writing} for the one under way.
 */
@OwnedBy("control")
final class GroupWrite {
    private static final Logger log = LoggerFactory.getLogger(GroupWrite.class);

    private final Loop control;
    private final Loop disk;
    private final Supplier<Work> next;
    private List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private List<CompletableFuture<Void>> writing = new ArrayList<>();

    /** One write; on the disk loop. Durable when it returns. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    /**
     * @param next takes what is to be written now, on the control loop, and says how
     */
    GroupWrite(Loop control, Loop disk, Supplier<Work> next) {
        this.control = control;
        this.disk = disk;
        this.next = next;
    }

    /** Completes, on the control loop, when a write is done that began after this call; fails when it could not be. */
    CompletionStage<Void> ask() {
        control.assertInside();
        CompletableFuture<Void> done = new CompletableFuture<>();
        waiting.add(done);
        if (writing.isEmpty()) {
            begin();
        }
        return done;
    }

    private void begin() {
        writing = waiting;
        waiting = new ArrayList<>();
        Work work = next.get();
        try {
            disk.execute(() -> write(work));
        } catch (RejectedExecutionException e) {
            finish(e);
        }
    }

    private void write(Work work) {
        Exception failure = null;
        try {
            work.run();
        } catch (Exception e) {
            log.error("a table could not be written; what it should have kept is in memory only: {}", e.toString());
            failure = e;
        }
        Exception outcome = failure;
        try {
            control.execute(() -> finish(outcome));
        } catch (RejectedExecutionException e) {
            log.debug("the broker stopped while a table was written");
        }
    }

    private void finish(@Nullable Exception failure) {
        List<CompletableFuture<Void>> done = writing;
        writing = new ArrayList<>();
        if (!waiting.isEmpty()) {
            begin();
        }
        for (CompletableFuture<Void> one : done) {
            if (failure == null) {
                one.complete(null);
            } else {
                one.completeExceptionally(failure);
            }
        }
    }
}
