package io.apogeemq.broker.table;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A table whose changes are durable one by one without writing all of it each time: a change goes into the journal, and
 * some time later the whole table into its file, which the journal then begins anew behind. A start reads the file, then
 * the journal. Writing an entry twice does no harm, so a crash between the two steps does none either.
 */
@OwnedBy("control")
public final class JournaledTable {
    /** How long the file may be behind the journal. */
    private static final long REWRITE_MILLIS = 2000;

    private final Loop control;
    private final GroupWrite changes;
    private final GroupWrite rewrites;
    private List<byte[]> unwritten = new ArrayList<>();
    private boolean rewriteAhead;

    /**
     * @param file for the whole table
     * @param content the whole table as it stands; asked on the control loop
     */
    public JournaledTable(Loop control, Loop disk, Journal journal, SavedTable.Target file, Supplier<byte[]> content) {
        this.control = control;
        this.changes = new GroupWrite(control, disk, () -> {
            List<byte[]> entries = unwritten;
            unwritten = new ArrayList<>();
            return () -> journal.append(entries);
        });
        // the disk loop takes one task after the other: what is in this content was appended before, and goes with the
        // journal; what is appended later begins the next one
        this.rewrites = new GroupWrite(control, disk, () -> {
            byte[] bytes = content.get();
            return () -> {
                file.write(bytes);
                journal.continueAfter(bytes);
            };
        });
    }

    /** Keeps a change. Completes, on the control loop, when it is on disk. */
    public CompletionStage<Void> changed(byte[] entry) {
        control.assertInside();
        unwritten.add(entry);
        if (!rewriteAhead) {
            rewriteAhead = true;
            control.schedule(REWRITE_MILLIS, this::rewrite);
        }
        return changes.ask();
    }

    private void rewrite() {
        rewriteAhead = false;
        save();
    }

    /** Writes the whole table into its file. Completes when it is there. */
    public CompletionStage<Void> save() {
        return rewrites.ask();
    }
}
