package io.apogeemq.broker.table;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A table and the file that keeps it, written as a whole. */
@OwnedBy("control")
public final class SavedTable {
    private final GroupWrite writes;

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
        this.writes = new GroupWrite(control, disk, () -> {
            byte[] bytes = content.get();
            return () -> file.write(bytes);
        });
    }

    /** Completes, on the control loop, when everything in the table now is on disk; fails when it could not be written. */
    public CompletionStage<Void> save() {
        return writes.ask();
    }
}
