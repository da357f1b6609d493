/**
 * Holds the feature of transactional messages (spec/messages.md 15): a half message waits in a queue that no consumer reads until
 * its producer commits it or rolls it back, or is asked what became of it. The ledger of what waits is found again from the two
 * queues that RocketMQ has for it too. Uses the core and no other feature.
 */
@NullMarked
package io.apogeemq.broker.transaction;

import org.jspecify.annotations.NullMarked;
