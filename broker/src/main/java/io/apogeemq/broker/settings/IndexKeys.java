package io.apogeemq.broker.settings;

import io.apogeemq.settings.Rows;
import io.apogeemq.settings.Setting;
import io.apogeemq.settings.Standing;
import java.util.List;

/**
 * Keys of the index by message key that choose between forms of it, of which there is one here.
 */
final class IndexKeys {
    private IndexKeys() {}

    /** The index is always whole after a start: what is missing is read from the log beside the running broker. */
    static List<Setting<?>> meaningless() {
        return new Rows(Standing.MEANINGLESS)
                .bool("messageIndexSafe", false, "recovery start also bounded by the index checkpoint time")
                .important("messageIndexSafe")
                .list();
    }

    static List<Setting<?>> rows() {
        return new Rows(Standing.LATER)
                .bool("indexFileReadEnable", true, "read classic index files")
                .bool("indexFileWriteEnable", true, "write classic index files")
                .list();
    }
}
