package io.apogeemq.client.core;

import io.apogeemq.client.body.BodyFormat;
import io.apogeemq.protocol.message.SysFlag;
import java.io.IOException;

/** Restores compressed bodies (spec/messages.md 11). */
public final class Decompression {

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
        BodyFormat format = BodyFormat.of(sysFlag);
        if (format == null) {
            throw ClientFailure.client("a body is compressed with type " + ((sysFlag & SysFlag.COMPRESSION_MASK) >> 8)
                    + ", which this client does not read: let its producer use ZLIB");
        }
        try {
            return format.restore(body);
        } catch (IOException e) {
            throw ClientFailure.client(
                    ClientFailure.NO_CODE,
                    "a body of " + body.length + " bytes that should be " + format + " cannot be restored: "
                            + e.getMessage(),
                    e);
        }
    }
}
