package io.apogeemq.protocol.frame;

/**
 * Bytes that are no frame of this protocol. The connection that sent them is closed with one log line: after a wrong
 * length nobody knows where the next frame begins.
 */
public final class BadFrame extends Exception {
    private static final long serialVersionUID = 1;

    public BadFrame(String message) {
        super(message, null, false, false);
    }
}
