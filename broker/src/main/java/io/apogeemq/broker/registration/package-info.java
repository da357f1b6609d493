/**
 * Holds how the broker makes itself known to every NameServer. State belongs to the control loop. May use
 * {@code broker.topic}, {@code protocol} and {@code remoting}.
 */
@NullMarked
package io.apogeemq.broker.registration;

import org.jspecify.annotations.NullMarked;
