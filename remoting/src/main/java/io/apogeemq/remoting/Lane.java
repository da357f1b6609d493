package io.apogeemq.remoting;

/** On which loop a request is handled. */
public enum Lane {
    /** The connection's own loop, without a hand-over: for what neither blocks nor waits. */
    IO,
    /** A reader loop: may take page faults. */
    READER,
    /** The loop that owns the tables. */
    CONTROL
}
