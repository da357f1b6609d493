package io.apogeemq.store.sums;

import io.apogeemq.protocol.message.RecordLayout;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.store.disk.Disk;
import io.apogeemq.store.disk.DiskFile;
import io.apogeemq.store.segment.Segment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The sums of one sealed segment, in {@code <root>/apogee/sums/<name of the segment>}: of every block of 512 bytes, which
 * is a sector, the least that a disk loses. A message's body has a sum of its own; these cover all else.
 * <pre>
 *   at  length  field
 *    0       8  magic          "APOGSUM1"
 *    8       8  start          position of the segment's first byte
 *   16       4  length         of the segment
 *   20       4  origin         1 taken by the process that wrote the segment, 2 taken later
 *   24       8  takenMillis    when
 *   32       4  lastAt         where in the segment its last record begins, -1 when none was found
 *   36       4  notWhole       how many places were not whole already when the sums were taken
 *   40       8  nextMillis     store time of the first record of the following segment, 0 when not known
 *   48       4  sum            CRC-32C of the sums, then of the bytes before this
 *   52       8  checkedMillis  when all blocks were last compared; in no sum: it only says when to look again
 *   60       4  nothing
 *   64   4 x n  sums           CRC-32C of each block
 * </pre>
 * What they prove: that nothing has changed since they were taken. Sums of origin 1 were taken from what the same process
 * had written, so that is all there is to prove. Those of origin 2 (Apache's directory; a process that died before) prove
 * nothing of the time before: what was damaged then shows only in a record that is not whole, or not at all.
 *
 * <p>Another broker, or recovery, may cut the log inside a sealed segment and write on there, and the segment is sealed again
 * with other bytes. Sums of the earlier past are known by the last record and by the next segment's store time: when neither
 * fits they are no proof of damage. See {@link #isOfThisPast}.
 */
public final class BlockSums {
    public static final int BLOCK_LENGTH = 512;

    static final int HEAD_LENGTH = 64;
    static final int SUM_AT = 48;
    static final int CHECKED_AT = 52;
    private static final long MAGIC = 0x41504F4753554D31L;

    private final Head head;
    private final ByteBuffer file;

    /** Where the sums come from. */
    public enum Origin {
        WRITER,
        LATER
    }

    /** What stands before the sums; see the class comment. */
    public record Head(
            long start, int length, Origin origin, long takenMillis, int lastAt, int notWhole, long nextMillis) {

        /** The bytes that the sum covers. */
        ByteBuffer encode() {
            return ByteBuffer.allocate(SUM_AT)
                    .putLong(MAGIC)
                    .putLong(start)
                    .putInt(length)
                    .putInt(origin.ordinal() + 1)
                    .putLong(takenMillis)
                    .putInt(lastAt)
                    .putInt(notWhole)
                    .putLong(nextMillis)
                    .flip();
        }
    }

    private BlockSums(Head head, ByteBuffer file) {
        this.head = head;
        this.file = file;
    }

    public static int countFor(int segmentLength) {
        return (segmentLength + BLOCK_LENGTH - 1) / BLOCK_LENGTH;
    }

    static int fileLength(int segmentLength) {
        return HEAD_LENGTH + Integer.BYTES * countFor(segmentLength);
    }

    /**
     * Opens the sums of a segment and checks them all: 8 MiB for a segment of 1 GiB. Waits for the disk.
     *
     * @throws IOException when they cannot be read or are damaged themselves
     */
    public static BlockSums read(Disk disk, Path path, Segment segment) throws IOException {
        int length = fileLength(segment.length());
        ByteBuffer bytes;
        try (DiskFile file = disk.open(path)) {
            if (file.length() != length) {
                throw new IOException(path + " has " + file.length() + " bytes instead of " + length);
            }
            bytes = file.mapLasting(length);
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(HEAD_LENGTH, length - HEAD_LENGTH));
        crc.update(bytes.slice(0, SUM_AT));
        int origin = bytes.getInt(20);
        if ((int) crc.getValue() != bytes.getInt(SUM_AT)
                || bytes.getLong(0) != MAGIC
                || bytes.getLong(8) != segment.start()
                || bytes.getInt(16) != segment.length()
                || origin < 1
                || origin > Origin.values().length) {
            throw new IOException(path + " is damaged itself");
        }
        Head head = new Head(
                segment.start(),
                segment.length(),
                Origin.values()[origin - 1],
                bytes.getLong(24),
                bytes.getInt(32),
                bytes.getInt(36),
                bytes.getLong(40));
        return new BlockSums(head, bytes);
    }

    public Head head() {
        return head;
    }

    public int count() {
        return countFor(head.length);
    }

    /** The sum that the block has to have. */
    public int of(int block) {
        return file.getInt(HEAD_LENGTH + Integer.BYTES * block);
    }

    /**
     * Whether these are the sums of what the segment holds now, damage apart: the blocks of its last record fit, or the
     * next segment still begins at the time that was noted.
     *
     * @param next the segment behind it, if there is one
     */
    public boolean isOfThisPast(Segment segment, @Nullable Segment next) throws IOException {
        return endFits(segment) || (head.nextMillis != 0 && head.nextMillis == firstMillis(next));
    }

    /** A record written later has another store time, so that blocks of another last record never fit. */
    private boolean endFits(Segment segment) throws IOException {
        if (head.lastAt < 0) {
            return false;
        }
        ByteBuffer view = segment.view();
        CRC32C crc = new CRC32C();
        int end = Math.min(segment.length() - 1, head.lastAt + RecordLayout.SHORTEST);
        int from = head.lastAt / BLOCK_LENGTH * BLOCK_LENGTH;
        segment.require(from, Math.min(segment.length(), end / BLOCK_LENGTH * BLOCK_LENGTH + BLOCK_LENGTH) - from);
        for (int block = head.lastAt / BLOCK_LENGTH; block <= end / BLOCK_LENGTH; block++) {
            if (sum(view, 0, block, segment.length(), crc) != of(block)) {
                return false;
            }
        }
        return true;
    }

    /** Store time of the first record of a segment; 0 when none is there. */
    static long firstMillis(@Nullable Segment segment) throws IOException {
        if (segment == null) {
            return 0;
        }
        segment.requireRecord(0, segment.length());
        ByteBuffer view = segment.view();
        RecordReader record = new RecordReader();
        return record.read(view, 0, segment.length()) == RecordReader.Found.RECORD
                        && record.position() == segment.start()
                ? record.storeMillis()
                : 0;
    }

    /**
     * Sums a block up.
     *
     * @param beginsAt index in the segment of the first byte of {@code bytes}
     */
    static int sum(ByteBuffer bytes, int beginsAt, int block, int segmentLength, CRC32C crc) {
        int at = block * BLOCK_LENGTH;
        crc.reset();
        crc.update(bytes.slice(at - beginsAt, Math.min(BLOCK_LENGTH, segmentLength - at)));
        return (int) crc.getValue();
    }
}
