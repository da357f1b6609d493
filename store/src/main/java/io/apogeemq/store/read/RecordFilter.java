package io.apogeemq.store.read;

import io.apogeemq.protocol.message.RecordReader;

/** Chooses by the message itself. */
@FunctionalInterface
public interface RecordFilter {
    boolean matches(RecordReader record);
}
