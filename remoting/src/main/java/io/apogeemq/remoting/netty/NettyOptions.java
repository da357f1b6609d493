package io.apogeemq.remoting.netty;

import io.apogeemq.protocol.frame.Frame;

/**
 * How sockets are opened.
 *
 * @param ioThreads loops for connections, at least 1
 * @param maxFrameLength largest length field taken, bytes
 * @param maxIdleSeconds a connection that neither sent nor received for so long is closed; 0 for never
 * @param sendBufferBytes of the socket; 0 for the system's
 * @param receiveBufferBytes of the socket; 0 for the system's
 * @param backlog connections that may wait to be accepted
 */
public record NettyOptions(
        int ioThreads,
        int maxFrameLength,
        int maxIdleSeconds,
        int sendBufferBytes,
        int receiveBufferBytes,
        int backlog) {

    /** Values of spec/remoting.md 11 and 22. */
    public static NettyOptions defaults(int ioThreads) {
        return new NettyOptions(ioThreads, Frame.DEFAULT_MAX_LENGTH, 120, 0, 0, 1024);
    }
}
