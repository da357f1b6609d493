package io.apogeemq.client.body;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Bytes in memory that refuse to grow beyond a bound: a few compressed bytes can stand for gigabytes. */
final class BoundedBytes extends OutputStream {
    private final ByteArrayOutputStream bytes;
    private final int most;

    BoundedBytes(int capacity, int most) {
        this.bytes = new ByteArrayOutputStream(capacity);
        this.most = most;
    }

    @Override
    public void write(int one) throws IOException {
        requireRoom(1);
        bytes.write(one);
    }

    @Override
    public void write(byte[] source, int from, int length) throws IOException {
        requireRoom(length);
        bytes.write(source, from, length);
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }

    private void requireRoom(int length) throws IOException {
        if (length > most - bytes.size()) {
            throw new IOException("it grows beyond " + most + " bytes");
        }
    }
}
