package io.apogeemq.store.log;

/** What a sender waits for. */
public enum Durability {
    /** Written: survives the end of this process, not a loss of power. Readers see it. */
    MEMORY,
    /** Forced: survives a loss of power. */
    ON_DISK
}
