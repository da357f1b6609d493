package io.apogeemq.store;

/** What the world did to the store: a disk, a file, another process. The message names it, and the remedy if there is one. */
public final class StoreFailure extends Exception {
    private static final long serialVersionUID = 1;

    public StoreFailure(String message) {
        super(message);
    }

    public StoreFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
