package io.apogeemq.store.read;

/** What a read from a queue came to; the names of requests spec, PULL_MESSAGE "store status". */
public enum ReadStatus {
    FOUND,
    NO_MATCHED_MESSAGE,
    MESSAGE_WAS_REMOVING,
    NO_MATCHED_LOGIC_QUEUE,
    NO_MESSAGE_IN_QUEUE,
    OFFSET_OVERFLOW_ONE,
    OFFSET_OVERFLOW_BADLY,
    OFFSET_TOO_SMALL,
    /** Only to {@link Reach#RECENT}: it would have to wait for the disk. Ask again on a loop that may. */
    COLD
}
