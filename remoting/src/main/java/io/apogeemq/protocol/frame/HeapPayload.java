package io.apogeemq.protocol.frame;

import java.nio.ByteBuffer;

/** One buffer that nobody has to give back. */
record HeapPayload(ByteBuffer bytes) implements Payload {

    @Override
    public int length() {
        return bytes.remaining();
    }

    @Override
    public int count() {
        return 1;
    }

    @Override
    public int length(int index) {
        return bytes.remaining();
    }

    @Override
    public void copyTo(int index, ByteBuffer target) {
        target.put(bytes.duplicate());
    }

    @Override
    public ByteBuffer buffer(int index) {
        return bytes;
    }

    @Override
    public void release() {
        // the collector has it
    }
}
