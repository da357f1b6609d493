package io.apogeemq.store.sums;

import io.apogeemq.store.segment.Segment;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** How bytes that were read from a segment compare with the sums of its blocks. */
public enum Seal {
    /** Every block is what was sealed. */
    WHOLE,
    /** There are no sums yet. */
    UNKNOWN,
    /** A block is not what was sealed; {@link SealCheck} says which messages that concerns. */
    BROKEN;

    /**
     * Compares all blocks of a range once, for all messages in it. Waits for the disk at times.
     *
     * @param segment under a lease
     * @param bytes position 0 to limit: whole blocks of it, the segment's last one may be shorter
     * @param beginsAt index in the segment of their first byte
     */
    public static Seal of(SumTable table, Segment segment, ByteBuffer bytes, int beginsAt) {
        BlockSums known = table.find(segment);
        return known == null ? UNKNOWN : compare(known, bytes.duplicate(), beginsAt / BlockSums.BLOCK_LENGTH);
    }

    private static Seal compare(BlockSums known, ByteBuffer block, int firstBlock) {
        CRC32C crc = new CRC32C();
        int end = block.limit();
        int number = firstBlock;
        for (int at = 0; at < end; at += BlockSums.BLOCK_LENGTH) {
            block.limit(Math.min(end, at + BlockSums.BLOCK_LENGTH)).position(at);
            crc.reset();
            crc.update(block);
            if ((int) crc.getValue() != known.of(number)) {
                return BROKEN;
            }
            number++;
        }
        return WHOLE;
    }

    /** Of two ranges together. */
    public Seal and(@Nullable Seal other) {
        return other == null || compareTo(other) >= 0 ? this : other;
    }
}
