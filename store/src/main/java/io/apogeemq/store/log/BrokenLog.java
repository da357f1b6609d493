package io.apogeemq.store.log;

/**
 * What is in memory of the log no longer agrees with itself. Nothing is appended, written or confirmed after it, for a wrong
 * log is worse than a stopped one; a start reads again what is on the disk, which is right. An {@code Error}: whoever runs
 * tasks must not go on as if one request had failed.
 */
public final class BrokenLog extends Error {
    private static final long serialVersionUID = 1;

    BrokenLog(Throwable cause) {
        super("the log in memory is broken, it takes nothing more: " + cause, cause);
    }
}
