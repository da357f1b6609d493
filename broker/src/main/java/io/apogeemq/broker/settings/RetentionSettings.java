package io.apogeemq.broker.settings;

import io.apogeemq.settings.Draft;
import io.apogeemq.settings.Setting;
import io.apogeemq.settings.Settings;
import io.apogeemq.settings.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * When old files go and when sends are refused. May change while the broker runs.
 *
 * @param hours of the day, 0 to 23, in which expired files go
 * @param reservedHours for which messages are kept at least, while there is room
 * @param deadLetterHours for which messages of dead-letter topics are kept at most; 0: as all others
 * @param expiredFromPercent of the disk in use: expired files go at any hour above it
 * @param anyFromPercent the oldest files go above it, expired or not
 * @param refusedFromPercent sends are refused above it
 * @param mayTakeAny whether files may go that are not expired
 * @param ownShare the part of the disk that this broker's log may take; 1 when the disk is its own
 * @param roundMillis from one look at the disk to the next
 * @param mostFiles log files that go in a round
 * @param fileMillis from one log file to the next
 * @param queueFileMillis from the queue files of one queue to those of the next
 * @param lingerMillis how long a deleted file may be read before that is worth a warning
 */
public record RetentionSettings(
        Set<Integer> hours,
        int reservedHours,
        int deadLetterHours,
        int expiredFromPercent,
        int anyFromPercent,
        int refusedFromPercent,
        boolean mayTakeAny,
        double ownShare,
        long roundMillis,
        int mostFiles,
        long fileMillis,
        long queueFileMillis,
        long lingerMillis) {

    private static final String ANY_FROM_PROPERTY = "rocketmq.broker.diskSpaceCleanForciblyRatio";
    private static final String REFUSED_FROM_PROPERTY = "rocketmq.broker.diskSpaceWarningLevelRatio";

    private static final ValueType<String> HOURS_TYPE = ValueType.of(
            "hours of the day from 00 to 23, separated by ;",
            text -> Optional.of(text).filter(each -> each.matches("(([01]?[0-9]|2[0-3])(;|$))+")),
            text -> text);
    private static final ValueType<Integer> MILLIS = ValueType.int32(0, Integer.MAX_VALUE);

    private static final Setting<String> HOURS = Setting.built("deleteWhen", HOURS_TYPE, "04")
            .live()
            .important()
            .why("hours of the day at which expired files go");
    private static final Setting<Integer> RESERVED = Setting.built(
                    "fileReservedTime", ValueType.int32(0, Integer.MAX_VALUE), 72)
            .live()
            .important()
            .unit("hours")
            .why("messages are kept at least so long while there is room");
    private static final Setting<Integer> DEAD_LETTERS = Setting.built(
                    "deadLetterReservedTime", ValueType.int32(0, Integer.MAX_VALUE), 72)
            .live()
            .unit("hours")
            .why("messages of dead-letter topics are delivered no longer than that, unless reserve.time of the topic"
                    + " says otherwise; 0: as long as all others");
    private static final Setting<Integer> EXPIRED_FROM = Setting.built(
                    "diskMaxUsedSpaceRatio", ValueType.clamped(10, 95), 75)
            .live()
            .important()
            .unit("percent")
            .why("when more of the disk is in use, expired files go at any hour");
    private static final Setting<Integer> ANY_FROM = Setting.built(
                    "diskSpaceCleanForciblyRatio", ValueType.clamped(30, 85), 85)
            .live()
            .unit("percent")
            .why("when more of the disk is in use, the oldest files go, expired or not, until it is less");
    private static final Setting<Integer> REFUSED_FROM = Setting.built(
                    "diskSpaceWarningLevelRatio", ValueType.clamped(35, 90), 90)
            .live()
            .unit("percent")
            .why("when more of the disk is in use, sends are refused until it is less");
    private static final Setting<Boolean> MAY_TAKE_ANY = Setting.built("cleanFileForciblyEnable", ValueType.BOOL, true)
            .live()
            .important()
            .why("whether files go that are not expired when there is no room");
    private static final Setting<Integer> REPLICAS = Setting.built(
                    "replicasPerDiskPartition", ValueType.int32(1, Integer.MAX_VALUE), 1)
            .live()
            .unit("brokers")
            .why(
                    "how many share the disk; with more than one each lets its oldest files go when its log takes more than"
                            + " its part of logicalDiskSpaceCleanForciblyThreshold");
    private static final Setting<Double> SHARE = Setting.built(
                    "logicalDiskSpaceCleanForciblyThreshold", ValueType.DECIMAL, 0.8)
            .live()
            .why("the part of the disk, from 0 to 1, that the logs of all brokers on it may take together");
    private static final Setting<Integer> ROUND = Setting.built(
                    "cleanResourceInterval", ValueType.int32(1, Integer.MAX_VALUE), 10_000)
            .live()
            .unit("ms")
            .why("from one look at the disk to the next; every second while sends are refused");
    private static final Setting<Integer> MOST_FILES = Setting.built(
                    "deleteFileBatchMax", ValueType.int32(1, Integer.MAX_VALUE), 10)
            .live()
            .important()
            .unit("files")
            .why("log files that go in one round");
    private static final Setting<Integer> FILE_PAUSE = Setting.built("deleteCommitLogFilesInterval", MILLIS, 100)
            .live()
            .unit("ms")
            .why("pause after the deletion of a log file");
    private static final Setting<Integer> QUEUE_FILE_PAUSE = Setting.built(
                    "deleteConsumeQueueFilesInterval", MILLIS, 100)
            .live()
            .unit("ms")
            .why("pause after the deletion of a queue's old files");
    private static final Setting<Integer> LINGER = Setting.built("destroyMapedFileIntervalForcibly", MILLIS, 120_000)
            .live()
            .unit("ms")
            .why("a deleted file that is still being sent after that is named in the log; its name goes at once, its"
                    + " space when nobody reads it any more");

    static final List<Setting<?>> ROWS = List.of(
            HOURS,
            RESERVED,
            DEAD_LETTERS,
            EXPIRED_FROM,
            ANY_FROM,
            REFUSED_FROM,
            MAY_TAKE_ANY,
            REPLICAS,
            SHARE,
            ROUND,
            MOST_FILES,
            FILE_PAUSE,
            QUEUE_FILE_PAUSE,
            LINGER);

    static RetentionSettings of(Settings in) {
        int replicas = in.get(REPLICAS);
        return new RetentionSettings(
                Arrays.stream(in.get(HOURS).split(";")).map(Integer::valueOf).collect(Collectors.toSet()),
                in.get(RESERVED),
                in.get(DEAD_LETTERS),
                in.get(EXPIRED_FROM),
                in.get(ANY_FROM),
                in.get(REFUSED_FROM),
                in.get(MAY_TAKE_ANY),
                replicas == 1 ? 1 : in.get(SHARE) / replicas,
                in.get(ROUND),
                in.get(MOST_FILES),
                in.get(FILE_PAUSE),
                in.get(QUEUE_FILE_PAUSE),
                in.get(LINGER));
    }

    /** Two system properties, as fractions, win over the file (spec/store.md 14). A rule of {@link BrokerRules}. */
    static void fractions(Draft draft) {
        fraction(draft, ANY_FROM_PROPERTY, ANY_FROM);
        fraction(draft, REFUSED_FROM_PROPERTY, REFUSED_FROM);
    }

    private static void fraction(Draft draft, String property, Setting<Integer> setting) {
        String text =
                draft.environment().diskRatios().getOrDefault(property, "").trim();
        if (text.isEmpty()) {
            return;
        }
        double fraction;
        try {
            fraction = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            draft.refuse("-D" + property + "=" + text + " is no number: it is a part of the disk such as 0.85");
            return;
        }
        int percent = (int) Math.round(fraction * 100);
        int fitting = setting.type().fit().apply(percent);
        if (fitting != percent) {
            draft.warn("-D" + property + "=" + text + " is used as " + fitting / 100.0 + ": "
                    + setting.type().fitting() + " percent");
        }
        draft.put(setting, fitting);
    }
}
