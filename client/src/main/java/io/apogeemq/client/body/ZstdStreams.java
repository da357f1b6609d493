package io.apogeemq.client.body;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A zstd frame. Named by {@link BodyFormat} only, when a body needs it. */
final class ZstdStreams implements BodyFormat.Streams {

    @Override
    public OutputStream compressing(OutputStream target, int level) throws IOException {
        return new ZstdOutputStream(target, level);
    }

    @Override
    public InputStream restoring(InputStream source) throws IOException {
        return new ZstdInputStream(source);
    }
}
