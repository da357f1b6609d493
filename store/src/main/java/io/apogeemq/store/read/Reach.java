package io.apogeemq.store.read;

/** How far back a read may go. */
public enum Reach {
    /** Only what is likely in memory, or was read ahead: on a loop that must not wait. Maybe fewer than were asked for. */
    RECENT,
    /** Anything; old messages are read from the disk in one piece before they are handed out. */
    ALL
}
