/**
 * Holds what answers programs: sending, pulling, offsets, heartbeats, locks, looking messages up. Handlers have no threads
 * and no state of their own. May use every other package of the broker but {@code broker.admin}.
 */
@NullMarked
package io.apogeemq.broker.handler;

import org.jspecify.annotations.NullMarked;
