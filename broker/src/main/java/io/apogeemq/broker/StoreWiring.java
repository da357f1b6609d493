package io.apogeemq.broker;

import io.apogeemq.broker.delay.DelayedUnits;
import io.apogeemq.broker.feature.Promise;
import io.apogeemq.broker.replication.InSync;
import io.apogeemq.broker.settings.BrokerRole;
import io.apogeemq.broker.settings.BrokerSettings;
import io.apogeemq.broker.settings.FlushMode;
import io.apogeemq.broker.settings.PullSettings;
import io.apogeemq.broker.settings.ReplicaSettings;
import io.apogeemq.broker.settings.RetentionSettings;
import io.apogeemq.broker.settings.StorageSettings;
import io.apogeemq.store.Store;
import io.apogeemq.store.StoreFiles;
import io.apogeemq.store.StoreSettings;
import io.apogeemq.store.index.KeyIndex;
import io.apogeemq.store.log.Durability;
import io.apogeemq.store.log.Flusher;
import io.apogeemq.store.queue.QueueKeeper;
import io.apogeemq.store.read.QueueReader;
import io.apogeemq.store.retention.RetentionRules;
import io.apogeemq.store.segment.LogDirectories;
import io.apogeemq.store.segment.LogSpace;
import io.apogeemq.store.sums.Scrub;
import java.lang.management.ManagementFactory;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Turns the broker's settings into what the store asks for. */
final class StoreWiring {
    /** After a kill Apache's brokers read the last ten files of the log again, whatever the queues lack. */
    private static final int LOG_FILES_AHEAD = 4;

    private static final int UNIT_LENGTH = 20;
    private static final int PAGE_LENGTH = 4096;

    private StoreWiring() {}

    /** @param retention asked anew for each round */
    static StoreSettings settings(BrokerSettings from, Supplier<RetentionSettings> retention) {
        StorageSettings store = from.store();
        StoreFiles files = StoreFiles.defaults(store.root());
        StoreSettings defaults = StoreSettings.defaults(files);
        PullSettings pulls = from.pulls();
        return new StoreSettings(
                new StoreFiles(
                        files.root(),
                        new LogDirectories(store.logDirectories(), store.readOnlyLogDirectories()),
                        store.logSegmentLength(),
                        store.queueSegmentLength(),
                        files.mostOpenQueueFiles(),
                        store.zerosAhead() ? LogSpace.WRITTEN : files.space()),
                store.checkBodies(),
                new DelayedUnits(store.delaysMillis()),
                store.flushTimeoutMillis(),
                defaults.writing(),
                new Flusher.Pace(
                        store.logPace().intervalMillis(),
                        store.logPace().leastPages(),
                        store.logPace().thoroughMillis(),
                        store.logPace().timed(),
                        defaults.flushing().mostDirty()),
                new QueueKeeper.Pace(
                        store.queuePace().intervalMillis(),
                        (long) store.queuePace().leastPages() * PAGE_LENGTH,
                        defaults.keeping().mostWaitingBytes(),
                        store.queuePace().thoroughMillis(),
                        Math.min(
                                defaults.keeping().thoroughBytes(), LOG_FILES_AHEAD * (long) store.logSegmentLength())),
                new QueueReader.Limits(
                        hotLength(pulls),
                        pulls.hot().count(),
                        pulls.hot().length(),
                        pulls.cold().count(),
                        pulls.cold().length(),
                        pulls.filterScanLength() / UNIT_LENGTH),
                new KeyIndex.Rules(
                        from.index().enabled(),
                        from.index().slotCount(),
                        from.index().entryLimit(),
                        defaults.indexing().passMillis(),
                        defaults.indexing().saveMillis()),
                () -> rules(retention.get()),
                defaults.readingAhead(),
                new Scrub.Rules(
                        store.scrubBytesPerSecond(), defaults.scrubbing().againMillis()));
    }

    /** What a sender is promised by this role, and this way of flushing. */
    static Promise promise(BrokerSettings from, Store store, InSync inSync) {
        boolean onDisk = from.store().flushMode() == FlushMode.SYNC_FLUSH;
        Durability local = onDisk ? Durability.ON_DISK : Durability.MEMORY;
        ReplicaSettings rules = from.replicas();
        if (from.identity().role() != BrokerRole.SYNC_MASTER) {
            return Promise.of(local);
        }
        Durability replicated = new Durability("on a slave too");
        store.define(
                replicated,
                onDisk ? Math.max(rules.timeoutMillis(), from.store().flushTimeoutMillis()) : rules.timeoutMillis(),
                onDisk,
                inSync.replicated());
        return new Promise(
                rules.acks() > 1 ? replicated : local,
                local,
                inSync::isEnough,
                () -> inSync.count() + 1 >= rules.leastInSync()
                        ? null
                        : "in-sync replicas not enough: minInSyncReplicas=" + rules.leastInSync() + ", and there are "
                                + (inSync.count() + 1) + " with this master");
    }

    private static RetentionRules rules(RetentionSettings from) {
        RetentionRules.Pace pace = RetentionRules.defaults().pace();
        return new RetentionRules(
                from.hours(),
                ZoneId.systemDefault(),
                TimeUnit.HOURS.toMillis(from.reservedHours()),
                new RetentionRules.Marks(
                        from.expiredFromPercent() / 100.0,
                        from.anyFromPercent() / 100.0,
                        from.refusedFromPercent() / 100.0,
                        from.mayTakeAny(),
                        from.ownShare()),
                new RetentionRules.Pace(
                        pace.firstMillis(),
                        from.roundMillis(),
                        from.mostFiles(),
                        from.fileMillis(),
                        from.queueFileMillis(),
                        from.lingerMillis()));
    }

    /** Bytes of the log's end that are taken to be in memory. */
    static long hotLength(PullSettings pulls) {
        return memoryLength() / 100 * pulls.memoryRatio();
    }

    /** Bytes of the machine's memory, of which {@code accessMessageInMemoryMaxRatio} is a part. */
    private static long memoryLength() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean machine
                ? machine.getTotalMemorySize()
                : Runtime.getRuntime().maxMemory();
    }
}
