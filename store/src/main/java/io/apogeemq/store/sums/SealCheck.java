package io.apogeemq.store.sums;

import io.apogeemq.protocol.message.RecordLayout;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.store.segment.LogBytes;
import io.apogeemq.store.segment.Segment;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a read has brought of sealed segments with their block sums. One thread; neighbours share blocks, and a
 * block that fits is not summed up again for the next record.
 */
public final class SealCheck {
    private final SumTable table;
    private final CRC32C crc = new CRC32C();
    private @Nullable Segment segment;
    private @Nullable BlockSums sums;
    private @Nullable LogBytes bytes;
    private int fitting = -1;

    public SealCheck(SumTable table) {
        this.table = table;
    }

    /**
     * Whether everything but the body, which has a sum of its own, is what was sealed; true when there are no sums. Waits
     * for the disk at times.
     *
     * @param of the segment, under a lease
     * @param in bytes of it, under a lease: with the record all blocks that it lies in
     * @param at index in the segment of the record that the reader has
     */
    public boolean isAsSealed(Segment of, LogBytes in, int at, RecordReader record) {
        if (segment != of) {
            segment = of;
            sums = table.find(of);
            bytes = null;
        }
        if (bytes != in) {
            bytes = in;
            fitting = -1;
        }
        BlockSums known = sums;
        if (known == null) {
            return true;
        }
        int bodyFrom = at + RecordLayout.bodyAt(record.sysFlag());
        int bodyTo = bodyFrom + record.bodyLength();
        int end = at + record.length();
        int lastOfHead = blockOf(bodyFrom - 1);
        for (int block = blockOf(at); block <= lastOfHead; block++) {
            if (isWrong(known, in, block, of.length(), at, bodyFrom, bodyTo, end)) {
                return false;
            }
        }
        for (int block = Math.max(lastOfHead + 1, blockOf(bodyTo)); block <= blockOf(end - 1); block++) {
            if (isWrong(known, in, block, of.length(), at, bodyFrom, bodyTo, end)) {
                return false;
            }
        }
        return true;
    }

    private static int blockOf(int at) {
        return at / BlockSums.BLOCK_LENGTH;
    }

    private boolean isWrong(
            BlockSums known, LogBytes in, int block, int segmentLength, int at, int bodyFrom, int bodyTo, int end) {
        if (block == fitting) {
            return false;
        }
        int expected = known.of(block);
        if (BlockSums.sum(in.view(), in.beginsAt(), block, segmentLength, crc) == expected) {
            fitting = block;
            return false;
        }
        return WrongBytes.locate(in.view(), in.beginsAt(), block, segmentLength, expected)
                .concerns(at, bodyFrom, bodyTo, end);
    }
}
