package io.apogeemq.store.checkpoint;

/** How the last process ended that had the store: what may be missing of what it wrote. */
public enum LastExit {
    /** In order: everything was forced. */
    CLEAN,
    /** It was killed, on a machine that has run on: all it wrote is there, but for the end of its last write. */
    KILLED,
    /** It was not stopped in order, and power may have been lost: of what was not forced any part may be missing. */
    UNKNOWN;

    public boolean isClean() {
        return this == CLEAN;
    }
}
