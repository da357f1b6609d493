/**
 * Holds consumption by message (spec/messages.md 19): the broker keeps for a time from everybody else what it hands out, until
 * it is acknowledged or comes again. What is out is told by a log of its own and held in a ledger. The loop {@code following}
 * owns the ledger; pops read on reader loops.
 */
@NullMarked
package io.apogeemq.broker.pop;

import org.jspecify.annotations.NullMarked;
