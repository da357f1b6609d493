package io.apogeemq.broker.delay;

import io.apogeemq.broker.feature.Appender;
import io.apogeemq.broker.kept.SavedTable;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.protocol.body.DataVersion;
import io.apogeemq.protocol.body.DelayOffsets;
import io.apogeemq.protocol.body.JsonForm;
import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.protocol.message.SysFlag;
import io.apogeemq.protocol.message.TopicNames;
import io.apogeemq.store.Store;
import io.apogeemq.store.StoreFailure;
import io.apogeemq.store.log.Durability;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All delay levels, and how far each has delivered, kept in {@code config/delayOffset.json}.
 *
 * <p>The file is some seconds behind. It names a position of the log too: every delivery that the file does not count lies
 * behind it. A start reads on from there, so nothing is delivered twice, not even after a crash. It is written only when all
 * that it counts is on disk, so nothing is lost either, not even with the power.
 */
@OwnedBy("following")
final class DelayDelivery {
    private static final Logger log = LoggerFactory.getLogger(DelayDelivery.class);

    private static final long SAVE_MILLIS = 1000;
    /** By so much the named position may fall behind while nothing is delivered: a start reads this again. */
    private static final long MOST_TO_READ = 64 << 20;

    private static final long AGAIN_MILLIS = 10_000;

    private final DelayRules rules;
    private final Store store;
    private final Appender appender;
    private final Loop control;
    private final Loop loop;
    private final Clock clock;
    private final SavedTable saved;
    private final List<DelayLevel> levels = new ArrayList<>();
    private final Map<Integer, Long> kept;
    private DataVersion version;
    private long keptPosition;
    private boolean stopped;

    /** What is to be saved next; waits until the log is forced so far. */
    private @Nullable Progress staged;

    private volatile Progress current;

    /**
     * How far the levels have delivered.
     *
     * @param end where the last delivery that is counted ends in the log
     */
    private record Progress(DelayOffsets offsets, long end) {}

    /**
     * @param kept what the file held, null when there was none
     */
    DelayDelivery(
            DelayRules rules,
            Store store,
            Appender appender,
            Loop control,
            Loop loop,
            Clock clock,
            SavedTable.Target file,
            @Nullable DelayOffsets kept) {
        this.rules = rules;
        this.store = store;
        this.appender = appender;
        this.control = control;
        this.loop = loop;
        this.clock = clock;
        this.kept = kept == null ? Map.of() : kept.offsets();
        this.version = kept == null || kept.dataVersion() == null ? DataVersion.NONE : kept.dataVersion();
        this.keptPosition = kept == null ? 0 : positionIn(kept);
        this.current = new Progress(new DelayOffsets(version, this.kept, keptPosition), 0);
        this.saved = new SavedTable(
                control, store.diskLoop(), file, () -> DelayOffsets.BODY.write(current.offsets(), JsonForm.FILE));
    }

    /** Without a position another broker wrote the file: its word is all there is. */
    private long positionIn(DelayOffsets file) {
        Long position = file.logPosition();
        return position == null ? store.written().get() : position;
    }

    /** The last progress that was staged: what other brokers and tools are told. Any thread. */
    DelayOffsets offsets() {
        DelayOffsets now = current.offsets();
        return new DelayOffsets(now.dataVersion(), now.offsets(), null);
    }

    /** Delivers from now on. On its loop. */
    void start() {
        if (stopped) {
            return;
        }
        Map<Integer, Long> from = new HashMap<>(kept);
        try {
            findDelivered().forEach((level, offset) -> from.merge(level, offset, Math::max));
        } catch (StoreFailure e) {
            log.error(
                    "what was delivered behind {} cannot be read: {}; delayed messages wait, it is tried again in {} ms",
                    keptPosition,
                    e.getMessage(),
                    AGAIN_MILLIS);
            loop.schedule(AGAIN_MILLIS, this::start);
            return;
        }
        for (int queueId = 0; queueId < rules.count(); queueId++) {
            levels.add(new DelayLevel(
                    store.queueForAppend(TopicNames.SCHEDULE, queueId),
                    rules.delayMillis(queueId + 1),
                    store,
                    appender,
                    loop,
                    clock));
        }
        levels.forEach(level -> level.start(from.getOrDefault(level.level(), 0L)));
        loop.schedule(SAVE_MILLIS, this::savePeriodically);
    }

    /** The next offset of each level for which a delivery lies in the log behind the kept position. */
    private Map<Integer, Long> findDelivered() throws StoreFailure {
        MessageProperties properties = new MessageProperties();
        Map<Integer, Long> found = new HashMap<>();
        store.forEachRecord(Math.max(keptPosition, store.minPosition()), (delivered, position) -> {
            if (delivered.preparedPosition() > 0 && !isCommit(delivered)) {
                delivered.properties(properties);
                int level = rules.level(properties);
                if (level > 0) {
                    found.merge(level, delivered.preparedPosition(), Math::max);
                }
            }
            return true;
        });
        return found;
    }

    /** The message of a committed transaction, which names its half. One that comes again because it failed does not. */
    private static boolean isCommit(RecordReader record) {
        return (record.sysFlag() & SysFlag.TRANSACTION_MASK) == SysFlag.TRANSACTION_COMMIT
                && !TopicNames.isRetry(record.topic());
    }

    private void savePeriodically() {
        if (!stopped) {
            save();
            loop.schedule(SAVE_MILLIS, this::savePeriodically);
        }
    }

    /** Saves what was staged a period ago, when the log is forced so far by now; then stages what there is. */
    private void save() {
        Progress ready = staged;
        if (ready != null && ready.end() <= store.flushed().get()) {
            staged = null;
            write(ready);
        }
        if (staged == null) {
            staged = progress();
        }
    }

    private CompletionStage<Void> write(Progress ready) {
        current = ready;
        return CompletableFuture.supplyAsync(saved::save, control).thenCompose(stage -> stage);
    }

    /** Null when there is nothing to save. */
    private @Nullable Progress progress() {
        long from = store.appended().get();
        long end = 0;
        Map<Integer, Long> offsets = new TreeMap<>();
        for (DelayLevel level : levels) {
            from = Math.min(from, level.openFrom());
            end = Math.max(end, level.deliveredEnd());
            offsets.put(level.level(), level.deliveredTo());
        }
        DelayOffsets last = current.offsets();
        if (offsets.equals(last.offsets()) && from - keptPosition < MOST_TO_READ) {
            return null;
        }
        version = version.next(clock.millis());
        keptPosition = from;
        return new Progress(new DelayOffsets(version, offsets, from), end);
    }

    /** Delivers nothing more. Completes when all that was delivered is saved as such. On its loop. */
    CompletionStage<Void> stop() {
        stopped = true;
        List<CompletableFuture<Void>> quiet = new ArrayList<>();
        for (DelayLevel level : levels) {
            CompletableFuture<Void> one = new CompletableFuture<>();
            quiet.add(one);
            level.stop(() -> one.complete(null));
        }
        return CompletableFuture.allOf(quiet.toArray(CompletableFuture<?>[]::new))
                .thenCompose(all -> levels.isEmpty() ? CompletableFuture.completedFuture(null) : saveLast());
    }

    private CompletionStage<Void> saveLast() {
        CompletableFuture<Void> forced = new CompletableFuture<>();
        Progress last = progress();
        if (last == null) {
            return CompletableFuture.completedFuture(null);
        }
        store.confirmations().await(last.end(), Durability.ON_DISK, loop, missing -> forced.complete(null));
        return forced.thenCompose(
                done -> last.end() <= store.flushed().get() ? write(last) : CompletableFuture.completedFuture(null));
    }
}
