package io.apogeemq.store.segment;

/** How a log file gets its space. */
public enum LogSpace {
    /** When it is written. */
    SPARSE,
    /** When it is made, so that a full disk doesn't come in the middle of it. */
    RESERVED,
    /** The same, and zeros are written to it before it is used, so that forces are quick: {@link ZeroFill}. */
    WRITTEN
}
