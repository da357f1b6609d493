/**
 * Holds how far a group has come in each queue, and where that is kept: at the broker for groups that share queues, in a
 * file for consumers that each get everything (spec/client.md 38). May use {@code consume.calls} and {@code client.core}.
 */
@NullMarked
package io.apogeemq.client.consume.offset;

import org.jspecify.annotations.NullMarked;
