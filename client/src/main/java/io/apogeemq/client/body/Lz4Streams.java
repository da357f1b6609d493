package io.apogeemq.client.body;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import net.jpountz.lz4.LZ4FrameInputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;

/** LZ4's frame format. Named by {@link BodyFormat} only, when a body needs it. */
final class Lz4Streams implements BodyFormat.Streams {

    @Override
    public OutputStream compressing(OutputStream target, int level) throws IOException {
        return new LZ4FrameOutputStream(target);
    }

    @Override
    public InputStream restoring(InputStream source) throws IOException {
        return new LZ4FrameInputStream(source);
    }
}
