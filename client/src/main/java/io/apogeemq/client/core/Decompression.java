package io.apogeemq.client.core;

import io.apogeemq.protocol.message.SysFlag;
import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Restores compressed bodies (spec/messages.md 11). */
public final class Decompression {
    private static final int CHUNK = 8 << 10;

    /** A frame holds no more; a body that grows beyond it is an attack or damage. */
    private static final int LONGEST_BODY = 64 << 20;

    private Decompression() {}

    /**
     * The body as its sender gave it.
     *
     * @param sysFlag of the message: says how it is compressed, and whether
     * @throws ClientFailure when the bytes are damaged, or in a format that this client does not read
     */
    public static byte[] restore(byte[] body, int sysFlag) throws ClientFailure {
        if (!SysFlag.has(sysFlag, SysFlag.COMPRESSED)) {
            return body;
        }
        return switch (sysFlag & SysFlag.COMPRESSION_MASK) {
            case SysFlag.COMPRESSION_ZLIB, SysFlag.COMPRESSION_ZLIB_OLD -> inflate(body);
            case SysFlag.COMPRESSION_LZ4 -> throw unknown("LZ4");
            case SysFlag.COMPRESSION_ZSTD -> throw unknown("ZSTD");
            default -> throw unknown("type " + ((sysFlag & SysFlag.COMPRESSION_MASK) >> 8));
        };
    }

    private static ClientFailure unknown(String format) {
        return ClientFailure.client(
                "a body is compressed with " + format + ", which this client does not read: let its producer use ZLIB");
    }

    /**
     * Restores a zlib stream.
     *
     * @throws ClientFailure when it is none, or not whole
     */
    public static byte[] inflate(byte[] body) throws ClientFailure {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(body);
            ByteArrayOutputStream restored = new ByteArrayOutputStream(Math.max(CHUNK, 2 * body.length));
            byte[] chunk = new byte[CHUNK];
            while (!inflater.finished()) {
                int length = inflater.inflate(chunk);
                if (length == 0 && !inflater.finished() || restored.size() + length > LONGEST_BODY) {
                    throw ClientFailure.client("a compressed body of " + body.length + " bytes is damaged");
                }
                restored.write(chunk, 0, length);
            }
            return restored.toByteArray();
        } catch (DataFormatException e) {
            throw ClientFailure.client(
                    ClientFailure.NO_CODE, "a compressed body of " + body.length + " bytes is damaged: " + e, e);
        } finally {
            inflater.end();
        }
    }
}
