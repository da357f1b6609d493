/**
 * Holds what chooses messages for a subscription: tags by their hash in the queue's units, SQL92 by the properties of the
 * record (spec/messages.md 21). Values; any thread. May use {@code protocol} and what {@code store.read} asks of a filter.
 */
@NullMarked
package io.apogeemq.broker.filter;

import org.jspecify.annotations.NullMarked;
