/**
 * Holds which queue a message goes to, and what is remembered of brokers that were seen failing. Any thread. May use {@code
 * client.core}.
 */
@NullMarked
package io.apogeemq.client.choice;

import org.jspecify.annotations.NullMarked;
