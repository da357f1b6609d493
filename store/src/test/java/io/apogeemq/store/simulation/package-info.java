/** Holds a disk in memory that forgets what was not forced, for the store's tests and for simulated brokers. */
@NullMarked
package io.apogeemq.store.simulation;

import org.jspecify.annotations.NullMarked;
