package io.apogeemq.broker.table;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table and the file that keeps it. However many changes come while a write is under way, the next write holds them
 * all: a thousand topics made at once cost a few writes, not a thousand.
 *
 * <p>One write at a time. Each waits in one of two lists: {@code waiting} for a write that has yet to begin,
 * {@code saving} for the one under way.
 */
@OwnedBy("control")
public final class SavedTable {
    private static final Logger log = LoggerFactory.getLogger(SavedTable.class);

    private final Loop control;
    private final Loop disk;
    private final Target file;
    private final Supplier<byte[]> content;
    private List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private List<CompletableFuture<Void>> saving = new ArrayList<>();

    /** Where the bytes go: durable when it returns. */
    @FunctionalInterface
    public interface Target {
        void write(byte[] content) throws Exception;
    }

    /**
     * @param disk where the writing is done
     * @param content the whole table as it stands; asked on the control loop
     */
    public SavedTable(Loop control, Loop disk, Target file, Supplier<byte[]> content) {
        this.control = control;
        this.disk = disk;
        this.file = file;
        this.content = content;
    }

    /** Completes, on the control loop, when everything in the table now is on disk; fails when it could not be written. */
    public CompletionStage<Void> save() {
        control.assertInside();
        CompletableFuture<Void> saved = new CompletableFuture<>();
        waiting.add(saved);
        if (saving.isEmpty()) {
            begin();
        }
        return saved;
    }

    private void begin() {
        saving = waiting;
        waiting = new ArrayList<>();
        byte[] bytes = content.get();
        try {
            disk.execute(() -> write(bytes));
        } catch (RejectedExecutionException e) {
            finish(e);
        }
    }

    private void write(byte[] bytes) {
        Exception failure = null;
        try {
            file.write(bytes);
        } catch (Exception e) {
            log.error("{} could not be written; what it should have kept is in memory only: {}", file, e.toString());
            failure = e;
        }
        Exception outcome = failure;
        try {
            control.execute(() -> finish(outcome));
        } catch (RejectedExecutionException e) {
            log.debug("the broker stopped while {} was written", file);
        }
    }

    private void finish(@org.jspecify.annotations.Nullable Exception failure) {
        List<CompletableFuture<Void>> done = saving;
        saving = new ArrayList<>();
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
