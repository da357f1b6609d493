/**
 * Holds consumer groups: their settings, who is connected, which queues they lock and how far they have consumed. The
 * control loop changes them, any thread reads; offsets are set by any thread. May use {@code broker.kept},
 * {@code broker.filter}, {@code protocol} and {@code remoting}.
 */
@NullMarked
package io.apogeemq.broker.group;

import org.jspecify.annotations.NullMarked;
