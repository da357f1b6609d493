package io.apogeemq.remoting;

import io.apogeemq.protocol.frame.BadFrame;
import java.nio.ByteBuffer;

/** What happens on a connection, told on its loop. */
public interface ConnectionHandler {

    /**
     * One frame came; with {@link Framing#BYTES} some bytes.
     *
     * @param frame position at the header word, limit at the frame's end; or the bytes. Valid during the call only
     * @throws BadFrame when it is none: the connection is closed
     */
    void onFrame(ByteBuffer frame) throws BadFrame;

    /** All frames of one read have been handed over: the moment to flush. */
    void onReadEnd();

    /** {@link Connection#isWritable} changed. */
    void onWritable();

    /** The connection is gone; nothing follows. */
    void onClosed(String why);
}
