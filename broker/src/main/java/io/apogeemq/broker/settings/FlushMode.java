package io.apogeemq.broker.settings;

/** When a send is confirmed: after it is on the disk, or before. */
public enum FlushMode {
    SYNC_FLUSH,
    ASYNC_FLUSH
}
