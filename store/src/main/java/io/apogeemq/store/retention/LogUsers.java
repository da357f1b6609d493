package io.apogeemq.store.retention;

/** Who works with the log's files, besides readers, which hold leases. */
public interface LogUsers {

    /** A file that ends behind has something that somebody has yet to take. Any thread. */
    long neededFrom();

    /** The log begins later than before. The disk loop. */
    void onFilesGone();
}
