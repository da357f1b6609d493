/**
 * Holds the network on sockets: the only code that knows Netty. State belongs to the connection's loop. May use
 * {@code remoting}, {@code concurrent} and {@code protocol.frame}.
 */
@NullMarked
package io.apogeemq.remoting.netty;

import org.jspecify.annotations.NullMarked;
