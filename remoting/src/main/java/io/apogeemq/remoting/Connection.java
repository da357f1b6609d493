package io.apogeemq.remoting;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.protocol.frame.Payload;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** One stream of frames to another process. Its methods are for its own loop, but those that say otherwise. */
public interface Connection {

    /** The loop that owns the connection. Any thread. */
    Loop loop();

    /** The other end. Any thread. */
    InetSocketAddress remote();

    /** This end. Any thread. */
    InetSocketAddress local();

    /** Any thread. */
    boolean isOpen();

    /**
     * Queues one frame, or with {@link Framing#BYTES} some bytes.
     *
     * @param head everything before the body; copied at once
     * @param headLength how many of its bytes
     * @param body taken over; released when written or when the connection is gone
     */
    void write(byte[] head, int headLength, @Nullable Payload body);

    /** Hands what is queued to the network. */
    void flush();

    /** Whether the other end takes what is written; when not, more than a bound is queued already. */
    boolean isWritable();

    /** Stops or goes on taking frames from the network. While it is off no frame is handed over; what has been received waits. */
    void reading(boolean on);

    /** Closes it. Any thread; the reason is logged by the caller and handed to the handler. */
    void close(String why);
}
