/**
 * Holds a NameServer and a broker in one process: for development, for examples, and as the servers of other modules'
 * tests. May use {@code namesrv}, {@code broker} and {@code client}.
 */
@NullMarked
package io.apogeemq.embedded;

import org.jspecify.annotations.NullMarked;
