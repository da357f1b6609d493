/**
 * Holds requests and answers over connections: the routes of a server, the pending calls of a client, both on either
 * end of every connection. The network itself is behind {@link io.apogeemq.remoting.Network}; nothing here knows Netty.
 * A connection's state belongs to its loop. May use {@code concurrent} and {@code protocol}.
 */
@NullMarked
package io.apogeemq.remoting;

import org.jspecify.annotations.NullMarked;
