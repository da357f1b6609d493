package io.apogeemq.store;

import io.apogeemq.concurrent.ThreadedLoops;
import io.apogeemq.store.disk.Disk;
import io.apogeemq.store.inspect.OverlayDisk;
import io.apogeemq.store.inspect.ReadOnlyDisk;
import io.apogeemq.store.inspect.RecordDump;
import io.apogeemq.store.inspect.StoreOptions;
import io.apogeemq.store.inspect.StoreReport;
import io.apogeemq.store.inspect.StoreShape;
import io.apogeemq.store.segment.LogSpace;
import io.apogeemq.store.segment.SegmentFiles;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;

/** {@code mqstore}: looks at the directory of a stopped broker, ours or Apache's, and changes nothing. */
public final class StoreMain {
    private static final int WHOLE = 0;
    private static final int WRONG_OPTION = 1;
    private static final int NOT_WHOLE = 2;
    private static final int NOT_LOOKED_AT = 3;

    /** What every start and end writes: says nothing of what was mended. */
    private static final Set<String> EVERY_STARTS = Set.of(
            "abort", "checkpoint", "lock", "apogee/queues", "apogee/queues.bak", "apogee/boot", "apogee/boot.bak");

    private final StoreOptions options;
    private final Disk disk = new ReadOnlyDisk();
    private final PrintStream out;
    private final PrintStream err;

    private StoreMain(StoreOptions options, PrintStream out, PrintStream err) {
        this.options = options;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] args) {
        int status = run(args, System.out, System.err);
        System.out.flush();
        System.exit(status);
    }

    /** @return the exit status */
    static int run(String[] args, PrintStream out, PrintStream err) {
        try {
            StoreOptions options = StoreOptions.parse(args);
            return new StoreMain(options, out, err).run();
        } catch (StoreOptions.Wrong e) {
            err.println(e.getMessage());
            err.print(StoreOptions.HELP);
            return WRONG_OPTION;
        }
    }

    private int run() {
        if (options.action() == StoreOptions.Action.HELP) {
            out.print(StoreOptions.HELP);
            return WHOLE;
        }
        Path root = options.root();
        if (!Files.isDirectory(root)) {
            err.println(root + " is no directory");
            return NOT_LOOKED_AT;
        }
        try (Closeable held = disk.lock(root.resolve("lock"))) {
            Optional<String> foreign = ForeignLayout.find(disk, root);
            if (foreign.isPresent()) {
                err.println(foreign.get());
                return NOT_LOOKED_AT;
            }
            StoreShape shape = StoreShape.of(disk, root, options.log());
            if (shape.segmentLength() == 0) {
                err.println("there is no file of a log in " + shape.log());
                return NOT_LOOKED_AT;
            }
            return look(shape);
        } catch (Disk.AlreadyLocked e) {
            err.println("a broker works in " + root + ": stop it first");
            return NOT_LOOKED_AT;
        } catch (IOException | UncheckedIOException | StoreFailure e) {
            err.println(root + " cannot be looked at: " + e.getMessage());
            return NOT_LOOKED_AT;
        }
    }

    private int look(StoreShape shape) throws IOException, StoreFailure {
        return switch (options.action()) {
            case HELP -> WHOLE;
            case CHECK -> new StoreReport(disk, shape, out).print() == 0 ? WHOLE : NOT_WHOLE;
            case DUMP -> {
                new RecordDump(options.wish(), out)
                        .print(new SegmentFiles(disk, shape.log(), shape.segmentLength()).openAll());
                yield WHOLE;
            }
            case REPAIR -> rehearse(shape);
        };
    }

    /** Starts a store as a broker does, on a disk that keeps all changes in memory, and says what they are. */
    private int rehearse(StoreShape shape) throws IOException, StoreFailure {
        OverlayDisk overlay = new OverlayDisk(disk);
        try (ThreadedLoops loops = new ThreadedLoops("rehearsal-")) {
            Store.open(settings(shape), overlay, loops)
                    .close()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw new IOException(e.getCause() == null ? e : e.getCause());
        }
        List<OverlayDisk.Change> changes = overlay.changes().stream()
                .filter(change -> !EVERY_STARTS.contains(
                        shape.root().relativize(change.file()).toString()))
                .toList();
        changes.forEach(change -> out.println(shape.root().relativize(change.file()) + "\t" + change.what()));
        out.println(
                changes.isEmpty()
                        ? "a start changes nothing"
                        : "a start changes " + changes.size() + " files; nothing was changed now");
        return WHOLE;
    }

    /** For a start that is only played: it takes no space ahead. */
    private static StoreSettings settings(StoreShape shape) {
        return StoreSettings.defaults(new StoreFiles(
                shape.root(),
                shape.log(),
                shape.segmentLength(),
                shape.queueFileLength(),
                StoreFiles.defaults(shape.root()).mostOpenQueueFiles(),
                LogSpace.SPARSE));
    }
}
