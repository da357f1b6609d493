package io.apogeemq.broker.settings;

import io.apogeemq.settings.Rows;
import io.apogeemq.settings.Setting;
import io.apogeemq.settings.Standing;
import java.util.List;

/** Keys of topics that keep the last message of each key only. */
final class CompactionKeys {
    private CompactionKeys() {}

    static List<Setting<?>> rows() {
        return new Rows(Standing.LATER)
                .int32("compactionCqMappedFileSize", 10_485_760, "compaction queue file size")
                .int32("compactionMappedFileSize", 104_857_600, "compaction log file size")
                .int32("compactionScheduleInternal", 900_000, "ms between compactions")
                .int32("compactionThreadNum", 6, "threads")
                .bool("enableCompaction", true, "serve compaction topics")
                .int32("maxOffsetMapSize", 104_857_600, "bytes of the compaction key map")
                .list();
    }
}
