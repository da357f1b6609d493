package io.apogeemq.store.log;

/** What a leader sent cannot be what its log holds at that place: it is not appended. */
public final class BadLeaderBytes extends Exception {
    private static final long serialVersionUID = 1;

    public BadLeaderBytes(String message) {
        super(message);
    }
}
