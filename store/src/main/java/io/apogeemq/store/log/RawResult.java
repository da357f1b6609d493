package io.apogeemq.store.log;

/** What became of a leader's bytes. */
public enum RawResult {
    /** All whole records of them are appended. */
    APPENDED,
    /** There is no room now: wait ({@link LogWriter#whenWritable}) and try again. */
    NO_ROOM,
    /** The disk takes nothing now: try again later. */
    REFUSED,
    /** The next record is the first one of a topic that was deleted and made again: its queues have to go first. */
    TOPIC_REMADE
}
