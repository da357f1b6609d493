/**
 * Holds the rules by which the members of a group share queues: pure functions of the sorted queues and the sorted
 * member ids, so that all members come to the same answer without talking (spec/client.md 29). Any thread. May use
 * {@code client.core} values.
 */
@NullMarked
package io.apogeemq.client.consume.allocate;

import org.jspecify.annotations.NullMarked;
