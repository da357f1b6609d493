package org.apache.rocketmq.common.compression;

import java.io.IOException;

/** Compresses and restores bodies. */
public interface Compressor {

    byte[] compress(byte[] src, int level) throws IOException;

    byte[] decompress(byte[] src) throws IOException;
}
