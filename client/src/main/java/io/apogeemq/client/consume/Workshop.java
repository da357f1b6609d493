package io.apogeemq.client.consume;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.Pool;

/**
 * What one consumer runs on.
 *
 * @param loop owns everything; results come back to it
 * @param callbacks run other code of the user's than listeners, and what has to block
 */
record Workshop(Loop loop, Clock clock, Pool callbacks) {}
