package io.apogeemq.client.body;

import io.apogeemq.protocol.message.SysFlag;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The formats in which a body may travel. ZLIB is part of every JDK. The libraries of the other two are optional: their
 * classes are loaded by the first body that needs them, so that a program without them runs and is told what it lacks.
 */
public enum BodyFormat {
    LZ4(SysFlag.COMPRESSION_LZ4, "at.yawk.lz4:lz4-java"),
    ZSTD(SysFlag.COMPRESSION_ZSTD, "com.github.luben:zstd-jni"),
    ZLIB(SysFlag.COMPRESSION_ZLIB, "the JDK's java.util.zip");

    /** A frame holds no more; a body that grows beyond it is an attack or damage. */
    private static final int LONGEST_BODY = 64 << 20;

    private static final int CHUNK = 8 << 10;

    private final int bits;
    private final String library;

    /** The two directions of a format. */
    interface Streams {
        OutputStream compressing(OutputStream target, int level) throws IOException;

        InputStream restoring(InputStream source) throws IOException;
    }

    BodyFormat(int bits, String library) {
        this.bits = bits;
        this.library = library;
    }

    /** The format that a message's flags name; null for one that nobody knows. */
    public static @Nullable BodyFormat of(int sysFlag) {
        return switch (sysFlag & SysFlag.COMPRESSION_MASK) {
            case SysFlag.COMPRESSION_ZLIB, SysFlag.COMPRESSION_ZLIB_OLD -> ZLIB;
            case SysFlag.COMPRESSION_LZ4 -> LZ4;
            case SysFlag.COMPRESSION_ZSTD -> ZSTD;
            default -> null;
        };
    }

    /** The bits that tell a reader of the message. */
    public int sysFlag() {
        return SysFlag.COMPRESSED | bits;
    }

    /**
     * The body in this format.
     *
     * @param level how much time to spend for how little length; LZ4 has one level only
     * @throws IOException when the format's library is missing
     */
    public byte[] compress(byte[] body, int level) throws IOException {
        BoundedBytes compressed = new BoundedBytes(Math.max(CHUNK, body.length / 2), Integer.MAX_VALUE);
        try (OutputStream out = streams().compressing(compressed, level)) {
            out.write(body);
        } catch (LinkageError e) {
            throw missing(e);
        }
        return compressed.toByteArray();
    }

    /**
     * The body that was compressed.
     *
     * @throws IOException when the bytes are not in this format, are damaged or cut, or the format's library is missing
     */
    public byte[] restore(byte[] compressed) throws IOException {
        if (compressed.length == 0) {
            throw new IOException("it is empty");
        }
        BoundedBytes body = new BoundedBytes(Math.max(CHUNK, 2 * compressed.length), LONGEST_BODY);
        try (InputStream in = streams().restoring(new ByteArrayInputStream(compressed))) {
            in.transferTo(body);
        } catch (LinkageError e) {
            throw missing(e);
        }
        return body.toByteArray();
    }

    /** Not a field with a supplier: a reference to a constructor would load the class together with this one. */
    private Streams streams() {
        return switch (this) {
            case LZ4 -> new Lz4Streams();
            case ZSTD -> new ZstdStreams();
            case ZLIB -> new ZlibStreams();
        };
    }

    private IOException missing(LinkageError cause) {
        return new IOException(name() + " needs " + library + " on the class path (" + cause + ")", cause);
    }
}
