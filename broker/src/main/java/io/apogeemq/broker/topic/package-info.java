/**
 * Holds the topics of a broker and the rules by which they come to be. Only the control loop changes them; any thread reads.
 * May use {@code broker.kept}, {@code protocol}, {@code settings} and {@code store}.
 */
@NullMarked
package io.apogeemq.broker.topic;

import org.jspecify.annotations.NullMarked;
