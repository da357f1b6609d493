package io.apogeemq.store.log;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Why the log takes nothing, in an operator's words: null where it does. Set on several threads, read on any. */
final class Refusals {
    private static final String REMEDY = "; make room or mend the disk, sending then resumes by itself";

    private volatile @Nullable String failed;
    private volatile @Nullable String paused;
    private volatile @Nullable String noSegment;
    private LogWriter.Trouble trouble = e -> String.valueOf(e.getMessage());

    /** Before the first of the others. */
    void describedBy(LogWriter.Trouble newTrouble) {
        trouble = newTrouble;
    }

    /** Nothing can be appended, not even to the present file. */
    boolean any() {
        return failed != null || paused != null;
    }

    boolean hasFailed() {
        return failed != null;
    }

    boolean hasNoSegment() {
        return noSegment != null;
    }

    /** @param lacksSegment whether appends wait for the next file */
    @Nullable
    String why(boolean lacksSegment) {
        String why = failed;
        if (why == null) {
            why = paused;
        }
        return why == null && lacksSegment ? noSegment : why;
    }

    /** Somebody outside wants nothing taken; or, with null, does no longer. */
    void pause(@Nullable String why) {
        paused = why;
    }

    /** Returns what is said from now on. */
    String cannotWrite(Object where, IOException e) {
        String why = "the log cannot be written at " + where + ": " + trouble.describe(e) + REMEDY;
        failed = why;
        return why;
    }

    void stop(String why) {
        failed = why;
    }

    void canWrite() {
        failed = null;
    }

    void lacksNext(IOException e) {
        noSegment = "the next log file cannot be made: " + trouble.describe(e) + REMEDY;
    }

    void hasNext() {
        noSegment = null;
    }
}
