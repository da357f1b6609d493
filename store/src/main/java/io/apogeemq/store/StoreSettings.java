package io.apogeemq.store;

import io.apogeemq.store.index.KeyIndex;
import io.apogeemq.store.log.Flusher;
import io.apogeemq.store.log.LogWriter;
import io.apogeemq.store.queue.QueueKeeper;
import io.apogeemq.store.queue.UnitRule;
import io.apogeemq.store.read.QueueReader;
import io.apogeemq.store.read.ReadAhead;
import io.apogeemq.store.retention.RetentionRules;
import io.apogeemq.store.sums.Scrub;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What a store needs to know, after its owner has read and checked it.
 *
 * @param files where and how long
 * @param checkBodiesOnRecovery checkCRCOnRecover
 * @param units in which queues messages wait for a time
 * @param confirmMillis syncFlushTimeout
 * @param writing bounds of what is under way
 * @param flushing when the log is forced
 * @param keeping when queues are written
 * @param reading what one read may bring
 * @param indexing the key index
 * @param retention when files go; asked anew for each round
 * @param readingAhead memory for old parts of the log
 * @param scrubbing how old parts of the log are checked
 */
public record StoreSettings(
        StoreFiles files,
        boolean checkBodiesOnRecovery,
        UnitRule units,
        long confirmMillis,
        LogWriter.Limits writing,
        Flusher.Pace flushing,
        QueueKeeper.Pace keeping,
        QueueReader.Limits reading,
        KeyIndex.Rules indexing,
        Supplier<RetentionRules> retention,
        ReadAhead.Limits readingAhead,
        Scrub.Rules scrubbing) {

    private static final int PAGE = 4096;

    /** What a store has that is given nothing but its place. */
    public static StoreSettings defaults(StoreFiles files) {
        return new StoreSettings(
                files,
                true,
                UnitRule.NOBODY_WAITS,
                5000,
                new LogWriter.Limits(4 << 20, 256L << 20, 10_000),
                new Flusher.Pace(500, 4, 10_000, true, 64L << 20),
                new QueueKeeper.Pace(1000, 2 * PAGE, 32 << 20, 60_000, 512L << 20),
                new QueueReader.Limits(4L << 30, 32, 256 << 10, 8, 64 << 10, 800),
                new KeyIndex.Rules(true, 5_000_000, 20_000_000, 20, 60_000),
                RetentionRules::defaults,
                new ReadAhead.Limits(1 << 20, 32),
                new Scrub.Rules(4 << 20, TimeUnit.DAYS.toMillis(7)));
    }

    /** The same with another key index. */
    public StoreSettings withIndexing(KeyIndex.Rules newIndexing) {
        return new StoreSettings(
                files,
                checkBodiesOnRecovery,
                units,
                confirmMillis,
                writing,
                flushing,
                keeping,
                reading,
                newIndexing,
                retention,
                readingAhead,
                scrubbing);
    }
}
