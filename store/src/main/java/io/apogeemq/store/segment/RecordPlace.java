package io.apogeemq.store.segment;

/** Where a record lies in the log. */
public record RecordPlace(long start, long end) {}
