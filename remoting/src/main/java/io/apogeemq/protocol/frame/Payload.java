package io.apogeemq.protocol.frame;

import java.nio.ByteBuffer;

/**
 * The body of an outgoing frame: a few buffers that are written one after another, without being copied together. What
 * it is written to takes it over and releases it exactly once, also when the connection is gone.
 */
public interface Payload {

    /** Bytes in all. */
    int length();

    /** How many buffers. */
    int count();

    /** Bytes of one of the buffers. */
    int length(int index);

    /** Copies one of the buffers to the target's position, and moves that behind it. */
    void copyTo(int index, ByteBuffer target);

    /** One of the buffers: position to limit are the bytes. The caller does not change it. */
    ByteBuffer buffer(int index);

    /** Gives back what the buffers lie in. Any thread; once. */
    void release();

    /** A body on the heap; nothing to give back. */
    static Payload of(byte[] bytes) {
        return new HeapPayload(ByteBuffer.wrap(bytes));
    }
}
