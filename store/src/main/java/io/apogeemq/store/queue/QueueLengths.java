package io.apogeemq.store.queue;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Tells queue files that somebody has cut from those of a store that was made with another mappedFileSizeConsumeQueue. The
 * first are made from the log again. Of the second a start would see but the beginning of each queue, and put units where
 * others lie: it is refused.
 */
final class QueueLengths {
    private final int configured;
    private final int noted;
    private boolean anyRight;
    private long other = -1;
    private boolean differ;
    private @Nullable Path example;

    /**
     * @param configured how long files are to be
     * @param noted how long they were when that was written down; 0 when it was not
     */
    QueueLengths(int configured, int noted) {
        this.configured = configured;
        this.noted = noted;
    }

    /** @param found -1 for a file that is not there */
    boolean isRight(long found, Path path) {
        if (found == configured) {
            anyRight = true;
            return true;
        }
        if (found > 0) {
            differ |= other >= 0 && other != found;
            other = found;
            example = path;
        }
        return false;
    }

    /**
     * All files were seen.
     *
     * @throws IOException when they are of a store with another length
     */
    void requireOfThisStore() throws IOException {
        long made = noted > 0 ? noted : other;
        boolean isOther = noted > 0 ? noted != configured && other >= 0 : other >= 0 && !differ && !anyRight;
        if (isOther) {
            throw new IOException("its queue files, such as " + example + ", are " + made
                    + " bytes long, and mappedFileSizeConsumeQueue says " + configured + ": set it to " + made
                    + " (to have files of another length, move the directory consumequeue away, and queues are made from"
                    + " the log again)");
        }
    }
}
