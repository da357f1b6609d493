package io.apogeemq.broker.kept;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.protocol.body.BodyCodec;
import io.apogeemq.protocol.body.DataVersion;
import io.apogeemq.protocol.body.TableChange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table by name whose changes are durable one by one. A change goes into a journal, and some time later the whole table
 * into its file, behind which the journal begins anew. A start reads the file, then the journal.
 *
 * <p>Only the control loop changes the table; any thread may {@link #find}. There are two views of it: others see what is
 * on disk, because a topic that a crash forgot would strand its messages; the control loop sees also what is on its way
 * there ({@link #findStaged}).
 *
 * <pre>
 *   asked ──► waiting ──► writing ──► on disk: seen by all, and whoever asked is told
 *                                └──► failed: as if it had never been asked, and whoever asked is told
 * </pre>
 *
 * <p>One write at a time, in the order in which they were asked for. Changes that stand in line together go with one
 * write, except that nothing is put under a name in the same write that removes it: whoever removed it is told in between,
 * and queues more work for the disk, such as the deletion of its files. What is put later must come behind that.
 *
 * @param <T> the entries; immutable
 */
@OwnedBy("control")
public abstract class KeptTable<T> {
    private static final Logger log = LoggerFactory.getLogger(KeptTable.class);

    /** How long the file may be behind the journal. */
    private static final long REWRITE_MILLIS = 2000;

    /** How long until a file that could not be written is tried again. */
    private static final long RETRY_MILLIS = 10_000;

    private final Place place;
    private final BodyCodec<TableChange<T>> changes;

    private final ConcurrentHashMap<String, T> seen;
    private volatile DataVersion version;

    // control loop
    private final Map<String, T> staged;
    private DataVersion stagedVersion;
    private final ArrayDeque<Write<T>> waiting = new ArrayDeque<>();
    private List<Write<T>> writing = List.of();
    /** The last change of each name that is on its way to the disk. */
    private final Map<String, CompletableFuture<Boolean>> underWay = new HashMap<>();

    private final List<Consumer<T>> onStaged = new ArrayList<>();
    private final List<Runnable> onUndone = new ArrayList<>();
    private boolean rewriteAhead;
    private boolean failing;

    /**
     * Where a table lives.
     *
     * @param disk the loop on which files are written
     * @param file for the whole table
     */
    public record Place(Loop control, Loop disk, Clock clock, Journal journal, SavedTable.Target file) {}

    /** What a table holds, and its version. */
    public record Content<T>(DataVersion version, Map<String, T> entries) {}

    /** What stands in line for the disk. */
    private sealed interface Write<T> {
        CompletableFuture<Boolean> done();
    }

    /** For the journal. */
    private record Change<T>(TableChange<T> what, String name, byte[] entry, CompletableFuture<Boolean> done)
            implements Write<T> {}

    /**
     * For the file.
     *
     * @param version null when only what is there is to be written
     * @param entries null when they stay as they are
     */
    private record Whole<T>(
            @Nullable DataVersion version, @Nullable Map<String, T> entries, CompletableFuture<Boolean> done)
            implements Write<T> {}

    /** What a write does on the disk loop. */
    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    /**
     * @param kept what the files held
     * @param entry how one entry is written into the journal
     */
    protected KeptTable(Place place, Content<T> kept, BodyCodec<T> entry) {
        this.place = place;
        this.changes = TableChange.body(entry);
        this.version = kept.version;
        this.stagedVersion = kept.version;
        this.staged = new HashMap<>(kept.entries);
        this.seen = new ConcurrentHashMap<>(kept.entries);
    }

    protected abstract String name(T entry);

    /** The file's text. On the disk loop. */
    protected abstract byte[] encode(Content<T> content);

    /** What the file held, with the changes that the journal holds. */
    protected static <T> Content<T> replay(Content<T> file, List<byte[]> journal, BodyCodec<T> entry, Named<T> named) {
        BodyCodec<TableChange<T>> codec = TableChange.body(entry);
        Map<String, T> entries = new HashMap<>(file.entries);
        DataVersion version = file.version;
        for (byte[] bytes : journal) {
            TableChange<T> change = codec.readFile(bytes);
            T put = change.put();
            if (put != null) {
                entries.put(named.name(put), put);
            }
            entries.remove(change.removed());
            version = change.version();
        }
        return new Content<>(version, entries);
    }

    /** Says how an entry is called. */
    @FunctionalInterface
    protected interface Named<T> {
        String name(T entry);
    }

    // ---- what others see; any thread

    /** The entry, or null. */
    public @Nullable T find(String name) {
        return seen.get(name);
    }

    /** All entries as they are now. */
    public Map<String, T> all() {
        return Map.copyOf(seen);
    }

    public int count() {
        return seen.size();
    }

    public DataVersion version() {
        return version;
    }

    // ---- with what is on its way to the disk; the control loop

    public @Nullable T findStaged(String name) {
        place.control.assertInside();
        return staged.get(name);
    }

    public Map<String, T> allStaged() {
        place.control.assertInside();
        return Map.copyOf(staged);
    }

    public int stagedCount() {
        place.control.assertInside();
        return staged.size();
    }

    public DataVersion stagedVersion() {
        place.control.assertInside();
        return stagedVersion;
    }

    /** Tells, on the control loop, of each entry made or changed, while it is on its way to the disk. */
    public void onStaged(Consumer<T> listener) {
        onStaged.add(listener);
    }

    /** Tells, on the control loop, when something that was staged did not get to the disk and is as before again. */
    public void onUndone(Runnable listener) {
        onUndone.add(listener);
    }

    /** Makes or changes an entry. Completes when it is on disk. */
    public CompletionStage<T> put(T entry) {
        place.control.assertInside();
        String name = name(entry);
        T before = staged.get(name);
        // null is asked for first: comparing records at all is linked at its first use, which a new broker's start can
        // spare
        if (before != null && entry.equals(before) && entry.equals(seen.get(name)) && !underWay.containsKey(name)) {
            return CompletableFuture.completedFuture(entry);
        }
        staged.put(name, entry);
        CompletionStage<Boolean> onDisk = add(new TableChange<>(nextVersion(), entry, null), name);
        onStaged.forEach(listener -> listener.accept(entry));
        return onDisk.thenApply(done -> entry);
    }

    /** Removes an entry. Completes when that is on disk; with false when there was none. */
    public CompletionStage<Boolean> remove(String name) {
        place.control.assertInside();
        if (staged.remove(name) == null) {
            // somebody removes it just now: it is gone when that is on disk, and not before
            CompletionStage<Boolean> removal = underWay.get(name);
            return removal != null ? removal : CompletableFuture.completedFuture(false);
        }
        return add(new TableChange<>(nextVersion(), null, name), name);
    }

    /** Becomes what somebody else's table is, version and all. Completes when it is on disk. */
    public CompletionStage<Void> replaceAll(DataVersion newVersion, Map<String, T> entries) {
        place.control.assertInside();
        Map<String, T> copy = Map.copyOf(entries);
        staged.clear();
        staged.putAll(copy);
        stagedVersion = newVersion;
        return add(new Whole<>(newVersion, copy, new CompletableFuture<>()));
    }

    /** Counts as a change of all entries, so that others take them anew (say, when the broker's permission changes). */
    public CompletionStage<Void> touch() {
        place.control.assertInside();
        return add(new Whole<>(nextVersion(), null, new CompletableFuture<>()));
    }

    /** Writes the whole table into its file, with what is on its way to the disk. Completes when it is there. */
    public CompletionStage<Void> save() {
        place.control.assertInside();
        return add(new Whole<>(null, null, new CompletableFuture<>()));
    }

    private DataVersion nextVersion() {
        stagedVersion = stagedVersion.next(place.clock.millis());
        return stagedVersion;
    }

    private CompletionStage<Boolean> add(TableChange<T> change, String name) {
        rewriteIn(REWRITE_MILLIS);
        Change<T> write = new Change<>(change, name, changes.write(change), new CompletableFuture<>());
        underWay.put(name, write.done);
        waiting.add(write);
        beginNext();
        return write.done;
    }

    private CompletionStage<Void> add(Whole<T> write) {
        waiting.add(write);
        beginNext();
        return write.done.thenApply(done -> null);
    }

    private void rewriteIn(long millis) {
        if (!rewriteAhead) {
            rewriteAhead = true;
            place.control.schedule(millis, () -> {
                rewriteAhead = false;
                save();
            });
        }
    }

    // ---- writing

    private void beginNext() {
        if (!writing.isEmpty() || waiting.isEmpty()) {
            return;
        }
        List<Write<T>> next = new ArrayList<>();
        Work work = waiting.peek() instanceof Change<T> ? takeChanges(next) : takeWholes(next);
        writing = next;
        try {
            place.disk.execute(() -> write(work));
        } catch (RejectedExecutionException e) {
            finish(e);
        }
    }

    private Work takeChanges(List<Write<T>> taken) {
        List<byte[]> entries = new ArrayList<>();
        Set<String> removed = new HashSet<>();
        while (waiting.peek() instanceof Change<T> change && !removed.contains(change.name)) {
            waiting.remove();
            taken.add(change);
            entries.add(change.entry);
            if (change.what.put() == null) {
                removed.add(change.name);
            }
        }
        return () -> place.journal.append(entries);
    }

    private Work takeWholes(List<Write<T>> taken) {
        DataVersion lastVersion = version;
        Map<String, T> entries = seen;
        while (waiting.peek() instanceof Whole<T> whole) {
            waiting.remove();
            taken.add(whole);
            lastVersion = whole.version == null ? lastVersion : whole.version;
            entries = whole.entries == null ? entries : whole.entries;
        }
        // nothing else is being written, so what is seen does not change until this is
        Content<T> content = new Content<>(lastVersion, entries);
        return () -> {
            byte[] text = encode(content);
            place.file.write(text);
            place.journal.continueAfter(text);
        };
    }

    private void write(Work work) {
        Exception failure = null;
        try {
            work.run();
        } catch (Exception e) {
            failure = e;
        }
        Exception outcome = failure;
        try {
            place.control.execute(() -> finish(outcome));
        } catch (RejectedExecutionException e) {
            log.debug("the broker stopped while a table was written");
        }
    }

    private void finish(@Nullable Exception failure) {
        tell(failure);
        List<Write<T>> ended = writing;
        if (failure == null) {
            for (Write<T> write : ended) {
                leave(write);
                apply(write);
                write.done().complete(true);
            }
        } else {
            ended.forEach(this::leave);
            undo();
            ended.forEach(write -> write.done().completeExceptionally(failure));
        }
        writing = List.of();
        // behind what those who were told have queued on the disk loop: see the class comment
        beginNext();
    }

    private void leave(Write<T> write) {
        if (write instanceof Change<T> change) {
            underWay.remove(change.name, change.done);
        }
    }

    private void tell(@Nullable Exception failure) {
        if (failure != null) {
            // also after a change: some of its bytes may lie in the journal, and the file's next text makes an end of
            // them
            rewriteIn(RETRY_MILLIS);
        }
        if (failure != null && !failing) {
            log.error(
                    "{} cannot be written; until it can, every change of it fails: {}", place.file, failure.toString());
        } else if (failure == null && failing) {
            log.info("{} can be written again", place.file);
        }
        failing = failure != null;
    }

    private void apply(Write<T> write) {
        if (write instanceof Change<T> change) {
            T put = change.what.put();
            if (put == null) {
                seen.remove(change.name);
            } else {
                seen.put(change.name, put);
            }
            version = change.what.version();
        } else if (write instanceof Whole<T> whole) {
            if (whole.entries != null) {
                seen.keySet().retainAll(whole.entries.keySet());
                seen.putAll(whole.entries);
            }
            version = whole.version == null ? version : whole.version;
        }
    }

    /** What failed is no longer staged; what was asked for behind it still is. */
    private void undo() {
        staged.clear();
        staged.putAll(seen);
        for (Write<T> write : waiting) {
            if (write instanceof Change<T> change) {
                T put = change.what.put();
                if (put == null) {
                    staged.remove(change.name);
                } else {
                    staged.put(change.name, put);
                }
            } else if (write instanceof Whole<T> whole && whole.entries != null) {
                staged.clear();
                staged.putAll(whole.entries);
            }
        }
        // whoever was told of it under that version has to be told again
        nextVersion();
        onUndone.forEach(Runnable::run);
    }
}
