/**
 * Holds the feature of delay levels: where delayed messages wait, and how they come back. Owned by the loop {@code
 * following}; the stage runs wherever a message is appended. Uses the core and no other feature.
 */
@NullMarked
package io.apogeemq.broker.delay;

import org.jspecify.annotations.NullMarked;
