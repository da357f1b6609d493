package io.apogeemq.broker.settings;

import io.apogeemq.settings.Default;
import io.apogeemq.settings.Setting;
import io.apogeemq.settings.Settings;
import io.apogeemq.settings.ValueType;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Where messages lie and when they are on the disk.
 *
 * @param root of all files of the store
 * @param logDirectories of the commit log; under the root unless given
 * @param readOnlyLogDirectories in which no new file is made, though its files are there
 * @param logSegmentLength bytes of one log file
 * @param queueSegmentLength bytes of one queue file, a multiple of the unit's 20
 * @param flushTimeoutMillis how long a send waits to be on the disk under SYNC_FLUSH
 * @param checkBodies whether a start sums up the bodies of the messages that it reads again
 * @param delaysMillis of the levels 1, 2, ...: when a queue of waiting messages is made from the log again
 * @param logPace when the log is forced under ASYNC_FLUSH
 * @param queuePace when queue files are written and forced
 * @param zerosAhead whether zeros are written to a log file before it is used
 * @param scrubBytesPerSecond how fast old log files are compared with their sums; 0: not at all
 */
public record StorageSettings(
        Path root,
        List<Path> logDirectories,
        List<Path> readOnlyLogDirectories,
        int logSegmentLength,
        int queueSegmentLength,
        FlushMode flushMode,
        long flushTimeoutMillis,
        boolean checkBodies,
        List<Long> delaysMillis,
        LogPace logPace,
        QueuePace queuePace,
        boolean zerosAhead,
        long scrubBytesPerSecond) {

    /**
     * When the log is forced that nobody waits for (ASYNC_FLUSH).
     *
     * @param intervalMillis between two looks
     * @param leastPages of 4 KiB: fewer wait for the thorough interval
     * @param thoroughMillis after which all is forced, however little
     * @param timed false: enough pages are forced at once, without waiting for the interval
     */
    public record LogPace(long intervalMillis, int leastPages, long thoroughMillis, boolean timed) {}

    /**
     * When queue files are written.
     *
     * @param intervalMillis between two rounds
     * @param leastPages of 4 KiB: a queue with fewer waits for a later round
     * @param thoroughMillis between two rounds that force everything, after which the checkpoint moves
     */
    public record QueuePace(long intervalMillis, int leastPages, long thoroughMillis) {}

    private static final int QUEUE_UNIT_LENGTH = 20;
    /** A log file holds one record at least, and that has a frame of its own. */
    private static final int SMALLEST_SEGMENT = 4096;

    static final Setting<String> ROOT = Setting.built(
                    "storePathRootDir",
                    ValueType.PATH,
                    Default.from("<user.home>/store", environment -> environment.userHome() + "/store"))
            .important()
            .why("root of all files of the store");
    static final Setting<String> LOG_DIRECTORY = Setting.built(
                    "storePathCommitLog", ValueType.PATHS, Default.of("<root>/commitlog", ""))
            .important()
            .onlyWhenGiven()
            .why("directory of the commit log; with several (a,b) new files go round over them");
    static final Setting<String> READ_ONLY_LOG = Setting.built("readOnlyCommitLogStorePaths", ValueType.PATHS, "")
            .onlyWhenGiven()
            .why("directories (a,b) of the commit log whose messages are served and which get no new file");
    static final Setting<Integer> LOG_SEGMENT = Setting.built(
                    "mappedFileSizeCommitLog", ValueType.int32(SMALLEST_SEGMENT, Integer.MAX_VALUE), 1 << 30)
            .unit("bytes")
            .why("length of one commit log file");
    private static final Setting<Integer> QUEUE_SEGMENT = Setting.built(
                    "mappedFileSizeConsumeQueue", ValueType.roundedUpTo(QUEUE_UNIT_LENGTH), 6_000_000)
            .unit("bytes")
            .why("length of one queue file; 20 bytes per message");
    private static final Setting<FlushMode> FLUSH_MODE = Setting.built(
                    "flushDiskType", ValueType.choice(FlushMode.class), FlushMode.ASYNC_FLUSH)
            .important()
            .why("SYNC_FLUSH confirms a send when it is on the disk");
    private static final Setting<Integer> FLUSH_TIMEOUT = Setting.built(
                    "syncFlushTimeout", ValueType.int32(1, Integer.MAX_VALUE), 5000)
            .unit("ms")
            .why("how long a send waits to be on the disk under SYNC_FLUSH");
    private static final Setting<Boolean> CHECK_BODIES = Setting.built("checkCRCOnRecover", ValueType.BOOL, true)
            .why("false: a start sums up no bodies; one that a loss of power tore is found damaged when it is read");
    private static final Setting<Integer> FLUSH_INTERVAL = Setting.built(
                    "flushIntervalCommitLog", ValueType.int32(1, Integer.MAX_VALUE), 500)
            .important()
            .unit("ms")
            .why("how long written data may stay off the disk under ASYNC_FLUSH");

    private static final Setting<Integer> FLUSH_PAGES = Setting.built(
                    "flushCommitLogLeastPages", ValueType.int32(0, Integer.MAX_VALUE), 4)
            .unit("4 KiB pages")
            .why("under ASYNC_FLUSH fewer dirty pages wait for flushCommitLogThoroughInterval");
    private static final Setting<Integer> FLUSH_THOROUGH = Setting.built(
                    "flushCommitLogThoroughInterval", ValueType.int32(0, Integer.MAX_VALUE), 10_000)
            .unit("ms")
            .why("after so long everything is forced, however little");
    private static final Setting<Boolean> FLUSH_TIMED = Setting.built("flushCommitLogTimed", ValueType.BOOL, true)
            .important()
            .why("false: enough dirty pages are forced at once, without waiting for flushIntervalCommitLog");
    private static final Setting<Integer> QUEUE_INTERVAL = Setting.built(
                    "flushIntervalConsumeQueue", ValueType.int32(1, Integer.MAX_VALUE), 1000)
            .unit("ms")
            .why("between two rounds over queues that have grown");
    private static final Setting<Integer> QUEUE_PAGES = Setting.built(
                    "flushConsumeQueueLeastPages", ValueType.int32(0, Integer.MAX_VALUE), 2)
            .unit("4 KiB pages")
            .why("a queue with fewer dirty pages is written a few rounds later");
    private static final Setting<Integer> QUEUE_THOROUGH = Setting.built(
                    "flushConsumeQueueThoroughInterval", ValueType.int32(0, Integer.MAX_VALUE), 60_000)
            .unit("ms")
            .why(
                    "between two rounds that force every queue and move the checkpoint: what a start after a crash reads again");

    private static final Setting<Boolean> ZEROS_AHEAD = Setting.built("zerosAheadOfCommitLog", ValueType.BOOL, true)
            .onlyWhenGiven()
            .why("under SYNC_FLUSH zeros are written to a log file before it is used: forces are faster, everything is"
                    + " written twice");

    /** 4 MiB/s read a TiB in three days, and each file is due once a week. */
    private static final Setting<Long> SCRUB_RATE = Setting.built(
                    "scrubBytesPerSecond", ValueType.int64(0, Long.MAX_VALUE), 4L << 20)
            .onlyWhenGiven()
            .unit("bytes")
            .why("how fast old log files are compared with their block sums, each once a week; 0: never");

    static final List<Setting<?>> ROWS = List.of(
            ROOT,
            LOG_DIRECTORY,
            READ_ONLY_LOG,
            LOG_SEGMENT,
            QUEUE_SEGMENT,
            FLUSH_MODE,
            FLUSH_TIMEOUT,
            CHECK_BODIES,
            FLUSH_INTERVAL,
            FLUSH_PAGES,
            FLUSH_THOROUGH,
            FLUSH_TIMED,
            QUEUE_INTERVAL,
            QUEUE_PAGES,
            QUEUE_THOROUGH,
            ZEROS_AHEAD,
            SCRUB_RATE);

    static StorageSettings of(Settings in) {
        Path root = Path.of(in.get(ROOT));
        List<Path> log = directories(in.get(LOG_DIRECTORY));
        return new StorageSettings(
                root,
                log.isEmpty() ? List.of(root.resolve("commitlog")) : log,
                directories(in.get(READ_ONLY_LOG)),
                in.get(LOG_SEGMENT),
                in.get(QUEUE_SEGMENT),
                in.get(FLUSH_MODE),
                in.get(FLUSH_TIMEOUT),
                in.get(CHECK_BODIES),
                in.get(DelayLevels.LEVELS).millis(),
                new LogPace(in.get(FLUSH_INTERVAL), in.get(FLUSH_PAGES), in.get(FLUSH_THOROUGH), in.get(FLUSH_TIMED)),
                new QueuePace(in.get(QUEUE_INTERVAL), in.get(QUEUE_PAGES), in.get(QUEUE_THOROUGH)),
                in.get(FLUSH_MODE) == FlushMode.SYNC_FLUSH && in.get(ZEROS_AHEAD),
                in.get(SCRUB_RATE));
    }

    /** The paths in a text that separates them by commas. */
    static List<Path> directories(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .map(Path::of)
                .toList();
    }
}
