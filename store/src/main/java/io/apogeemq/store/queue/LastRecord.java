package io.apogeemq.store.queue;

/**
 * The record farthest behind in the log that a queue's files name. It was forced before its unit was written, so a log
 * that does not have it is not the one that the queues are of, or lacks its end.
 *
 * @param length of the record in bytes
 */
public record LastRecord(long position, int length) {}
