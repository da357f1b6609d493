package io.apogeemq.broker.settings;

import io.apogeemq.settings.Rows;
import io.apogeemq.settings.Setting;
import io.apogeemq.settings.Standing;
import java.util.List;

/**
 * Keys of the index by message key.
 */
final class IndexKeys {
    private IndexKeys() {}

    static List<Setting<?>> rows() {
        return new Rows(Standing.LATER)
                .int32("defaultQueryMaxNum", 32, "messages per query when not given")
                .bool("indexFileReadEnable", true, "read classic index files")
                .bool("indexFileWriteEnable", true, "write classic index files")
                .int32("maxHashSlotNum", 5_000_000, "slots per index file")
                .int32("maxIndexNum", 20_000_000, "entries per index file (entry numbers start at 1)")
                .int32("maxMsgsNumBatch", 64, "upper limit of messages per key query")
                .bool("messageIndexEnable", true, "build the key index")
                .bool("messageIndexSafe", false, "recovery start also bounded by the index checkpoint time")
                .important("messageIndexEnable", "messageIndexSafe")
                .list();
    }
}
