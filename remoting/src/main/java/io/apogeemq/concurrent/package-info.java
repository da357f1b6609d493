/**
 * Holds time and threads: the only place where a thread, an executor or a clock is made. Everything else receives a
 * {@link io.apogeemq.concurrent.Loops} (which carries the {@link io.apogeemq.concurrent.Clock}) through its
 * constructor, so that a whole cluster can run in one thread from one seed. Uses nothing of ours.
 */
@NullMarked
package io.apogeemq.concurrent;

import org.jspecify.annotations.NullMarked;
