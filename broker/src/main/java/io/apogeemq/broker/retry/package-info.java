/**
 * Holds the feature of messages that come again because a consumer could not handle them, and of dead letters. Owned by the
 * loops that append; nothing is kept here. Uses the core, and no other feature: the delay of a retry is a property that
 * another feature reads.
 */
@NullMarked
package io.apogeemq.broker.retry;

import org.jspecify.annotations.NullMarked;
