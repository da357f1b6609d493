package io.apogeemq.store.log;

/** What became of an append. Only {@link #APPENDED} has changed anything. */
public enum AppendResult {
    /** It has its place. It is safe when its durability is confirmed: {@link Confirmations#await}. */
    APPENDED,
    /** The next log file is not there yet: wait by {@link WriteParking} and try again. */
    NO_SEGMENT,
    /** More is appended than the disk has taken so far: wait by {@link WriteParking} and try again. */
    UNFLUSHED_LIMIT,
    /** The store is closing, or its disk fails; {@link LogWriter#refusal} says which. */
    REFUSED
}
