package io.apogeemq.client.produce;

import io.apogeemq.client.core.ClientFailure;
import io.apogeemq.protocol.message.SysFlag;
import java.io.ByteArrayOutputStream;
import java.util.zip.Deflater;

/**
 * How bodies are compressed (spec/messages.md 11).
 *
 * @param level of zlib, 0 to 9
 */
public record Compression(Type type, int level) {
    public static final Compression ZLIB = new Compression(Type.ZLIB, 5);

    private static final int CHUNK = 8 << 10;

    /** Formats that messages may have. */
    public enum Type {
        LZ4,
        ZSTD,
        ZLIB
    }

    /** The bits that tell a reader of the message. */
    int sysFlag() {
        return SysFlag.COMPRESSED
                | switch (type) {
                    case LZ4 -> SysFlag.COMPRESSION_LZ4;
                    case ZSTD -> SysFlag.COMPRESSION_ZSTD;
                    case ZLIB -> SysFlag.COMPRESSION_ZLIB;
                };
    }

    /**
     * The body in that format.
     *
     * @throws ClientFailure when this client cannot write the format
     */
    public byte[] compress(byte[] body) throws ClientFailure {
        return switch (type) {
            case ZLIB -> deflate(body);
            case LZ4, ZSTD ->
                throw ClientFailure.client("this client cannot compress with " + type
                        + ", its library is not part of it: set compressType to ZLIB");
        };
    }

    private byte[] deflate(byte[] body) {
        Deflater deflater = new Deflater(level);
        try {
            deflater.setInput(body);
            deflater.finish();
            ByteArrayOutputStream compressed = new ByteArrayOutputStream(Math.max(CHUNK, body.length / 2));
            byte[] chunk = new byte[CHUNK];
            while (!deflater.finished()) {
                compressed.write(chunk, 0, deflater.deflate(chunk));
            }
            return compressed.toByteArray();
        } finally {
            deflater.end();
        }
    }
}
