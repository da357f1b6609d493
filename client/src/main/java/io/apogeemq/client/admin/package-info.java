/**
 * Holds the questions about topics and queues that every producer and consumer can ask. Any thread. May use {@code
 * client.core}.
 */
@NullMarked
package io.apogeemq.client.admin;

import org.jspecify.annotations.NullMarked;
