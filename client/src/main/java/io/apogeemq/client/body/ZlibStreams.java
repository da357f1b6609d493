package io.apogeemq.client.body;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** A zlib stream (RFC 1950). */
final class ZlibStreams implements BodyFormat.Streams {
    private static final int CHUNK = 8 << 10;

    @Override
    public OutputStream compressing(OutputStream target, int level) {
        Deflater deflater = new Deflater(level);
        return new DeflaterOutputStream(target, deflater, CHUNK) {
            @Override
            public void close() throws IOException {
                try {
                    super.close();
                } finally {
                    // a deflater that was handed in is not ended by the stream, and its memory is not on the heap
                    deflater.end();
                }
            }
        };
    }

    @Override
    public InputStream restoring(InputStream source) {
        return new InflaterInputStream(source);
    }
}
