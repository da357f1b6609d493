package io.apogeemq.broker.kept;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table and the file that keeps it, written as a whole. One write at a time, and however many ask while it is under way
 * share the next.
 */
@OwnedBy("control")
public final class SavedTable {
    private static final Logger log = LoggerFactory.getLogger(SavedTable.class);

    private final Loop control;
    private final Loop disk;
    private final Target file;
    private final Source table;
    private List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private List<CompletableFuture<Void>> writing = new ArrayList<>();
    private boolean failing;

    /** Where the bytes go: durable when it returns. */
    @FunctionalInterface
    public interface Target {
        void write(byte[] content) throws Exception;
    }

    /** The table; asked on the control loop. */
    @FunctionalInterface
    public interface Source {
        /** The content of the file now. */
        byte[] encode();

        /** What was encoded last is on disk. */
        default void saved() {}
    }

    /** @param disk where the writing is done */
    public SavedTable(Loop control, Loop disk, Target file, Source table) {
        this.control = control;
        this.disk = disk;
        this.file = file;
        this.table = table;
    }

    /** Completes, on the control loop, when everything in the table now is on disk; fails when it could not be written. */
    public CompletionStage<Void> save() {
        control.assertInside();
        CompletableFuture<Void> done = new CompletableFuture<>();
        waiting.add(done);
        beginNext();
        return done;
    }

    private void beginNext() {
        if (!writing.isEmpty() || waiting.isEmpty()) {
            return;
        }
        writing = waiting;
        waiting = new ArrayList<>();
        byte[] content = table.encode();
        try {
            disk.execute(() -> write(content));
        } catch (RejectedExecutionException e) {
            finish(e);
        }
    }

    private void write(byte[] content) {
        Exception failure = null;
        try {
            file.write(content);
        } catch (Exception e) {
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
        if (failure == null) {
            table.saved();
        }
        if (failure != null && !failing) {
            log.error("{} cannot be written, it is tried again: {}", file, failure.toString());
        } else if (failure == null && failing) {
            log.info("{} can be written again", file);
        }
        failing = failure != null;
        List<CompletableFuture<Void>> done = writing;
        writing = new ArrayList<>();
        for (CompletableFuture<Void> one : done) {
            if (failure == null) {
                one.complete(null);
            } else {
                one.completeExceptionally(failure);
            }
        }
        beginNext();
    }
}
