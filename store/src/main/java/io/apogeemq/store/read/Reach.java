package io.apogeemq.store.read;

/** How far back a read may go. */
public enum Reach {
    /** Only what is likely in memory: on a loop that must not wait. */
    RECENT,
    /** Anything; old messages are read from the disk in one piece before they are handed out. */
    ALL
}
