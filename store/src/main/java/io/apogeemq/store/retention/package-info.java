/**
 * Holds what makes room: when log files go, how queues follow, what topics keep for a shorter time, and the guard that
 * stops sends before the disk is full. Owned by the {@code disk} loop. Uses the log's files, queues and reads by time.
 */
@NullMarked
package io.apogeemq.store.retention;

import org.jspecify.annotations.NullMarked;
