package io.apogeemq.store.sums;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Bytes of a segment that a block's sum does not fit: all of the block, or the one byte in which a single flipped bit
 * explains the sum. CRC-32C tells up to five wrong bits apart in so short a block, so that two to four wrong bits are never
 * taken for one elsewhere.
 *
 * @param from index in the segment
 * @param to behind the last
 */
record WrongBytes(int from, int to) {

    /** Looks for the bit: tries all 4,096, less than half a millisecond. */
    static WrongBytes locate(ByteBuffer bytes, int beginsAt, int block, int segmentLength, int expected) {
        int at = block * BlockSums.BLOCK_LENGTH;
        byte[] copy = new byte[Math.min(BlockSums.BLOCK_LENGTH, segmentLength - at)];
        bytes.get(at - beginsAt, copy);
        CRC32C crc = new CRC32C();
        for (int i = 0; i < copy.length; i++) {
            for (int bit = 1; bit < 0x100; bit <<= 1) {
                copy[i] ^= (byte) bit;
                crc.reset();
                crc.update(copy);
                if ((int) crc.getValue() == expected) {
                    return new WrongBytes(at + i, at + i + 1);
                }
                copy[i] ^= (byte) bit;
            }
        }
        return new WrongBytes(at, at + copy.length);
    }

    /** Whether it concerns a record whose body is whole: that has a sum of its own. */
    boolean concerns(int recordFrom, int bodyFrom, int bodyTo, int recordTo) {
        return (from < bodyFrom && recordFrom < to) || (from < recordTo && bodyTo < to);
    }
}
