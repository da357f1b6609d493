/**
 * Holds the pulls that wait for a message. Any thread parks and wakes. May use {@code broker.filter},
 * {@code store} and {@code concurrent}.
 */
@NullMarked
package io.apogeemq.broker.longpoll;

import org.jspecify.annotations.NullMarked;
