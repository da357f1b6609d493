package io.apogeemq.client.produce;

import io.apogeemq.client.body.BodyFormat;
import io.apogeemq.client.core.ClientFailure;
import java.io.IOException;

/**
 * How bodies are compressed (spec/messages.md 11).
 *
 * @param level how much time to spend for how little length; 0 to 9 with ZLIB
 */
public record Compression(BodyFormat format, int level) {
    public static final Compression ZLIB = new Compression(BodyFormat.ZLIB, 5);

    /** The bits that tell a reader of the message. */
    int sysFlag() {
        return format.sysFlag();
    }

    /**
     * The body in that format.
     *
     * @throws ClientFailure when this client cannot write the format
     */
    public byte[] compress(byte[] body) throws ClientFailure {
        try {
            return format.compress(body, level);
        } catch (IOException e) {
            throw ClientFailure.client(
                    ClientFailure.NO_CODE,
                    "this client cannot compress with " + format + ": " + e.getMessage()
                            + "; or set compressType to ZLIB",
                    e);
        }
    }
}
