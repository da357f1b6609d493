package io.apogeemq.protocol.message;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Looks at one record where it lies. Reusable; one thread at a time. {@link #read} checks every length against the
 * others and against the room before anything is trusted; the getters may be called after it said {@link Found#RECORD}.
 * Makes no objects except what a getter returns. The buffer's position and limit stay.
 */
public final class RecordReader {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final CRC32 crc = new CRC32();
    private ByteBuffer buffer = NOTHING;
    private int at;
    private int length;
    private int sysFlag;
    private int bodyAt;
    private int bodyLength;
    private int topicAt;
    private int topicLength;
    private int propertiesLength;

    /** What lies at a place of the log. */
    public enum Found {
        /** A whole record with consistent lengths; its body's sum is not yet checked. */
        RECORD,
        /** The blank record: go on in the next file. */
        BLANK,
        /** Zeros, the beginning of a record that goes on behind the room, or anything else. */
        NOTHING
    }

    /**
     * Looks at what begins there.
     *
     * @param room how many bytes from {@code from} on may belong to it
     */
    public Found read(ByteBuffer source, int from, int room) {
        if (room < RecordLayout.BLANK_LENGTH) {
            return Found.NOTHING;
        }
        int magic = source.getInt(from + RecordLayout.MAGIC_AT);
        int total = source.getInt(from + RecordLayout.LENGTH_AT);
        if (magic == RecordLayout.MAGIC_BLANK) {
            return Found.BLANK;
        }
        if ((magic != RecordLayout.MAGIC_V1 && magic != RecordLayout.MAGIC_V2)
                || total < RecordLayout.SHORTEST
                || total > room) {
            return Found.NOTHING;
        }
        return measure(source, from, total, magic) && length == total ? Found.RECORD : Found.NOTHING;
    }

    /**
     * The length that the parts of what begins there add up to, whatever its first field says.
     *
     * @param room as for {@link #read}
     * @return 0 when that is no record, or none that fits
     */
    public int lengthOfParts(ByteBuffer source, int from, int room) {
        if (room < RecordLayout.SHORTEST) {
            return 0;
        }
        int magic = source.getInt(from + RecordLayout.MAGIC_AT);
        boolean known = magic == RecordLayout.MAGIC_V1 || magic == RecordLayout.MAGIC_V2;
        return known && measure(source, from, room, magic) ? length : 0;
    }

    private boolean measure(ByteBuffer source, int from, int room, int magic) {
        int flags = source.getInt(from + RecordLayout.SYS_FLAG_AT);
        int bodyFrom = RecordLayout.bodyAt(flags);
        int topicLengthLength = RecordLayout.topicLengthLength(magic);
        // what is left for body, topic and properties; every step takes from it and must leave it above zero
        int left = room - bodyFrom - topicLengthLength - 2;
        if (left < 0) {
            return false;
        }
        int bodyBytes = source.getInt(from + bodyFrom - 4);
        if (bodyBytes < 0 || bodyBytes > left) {
            return false;
        }
        left -= bodyBytes;
        int topicLengthAt = from + bodyFrom + bodyBytes;
        int topicBytes = topicLengthLength == 1 ? source.get(topicLengthAt) : source.getShort(topicLengthAt);
        if (topicBytes <= 0 || topicBytes > left) {
            return false;
        }
        left -= topicBytes;
        int topicFrom = topicLengthAt + topicLengthLength;
        int propertyBytes = source.getShort(topicFrom + topicBytes);
        if (propertyBytes < 0 || propertyBytes > left) {
            return false;
        }
        buffer = source;
        at = from;
        length = room - left + propertyBytes;
        sysFlag = flags;
        bodyAt = from + bodyFrom;
        bodyLength = bodyBytes;
        topicAt = topicFrom;
        topicLength = topicBytes;
        propertiesLength = propertyBytes;
        return true;
    }

    /** Whether the body is the one that was stored: sums it up. */
    public boolean isBodyWhole() {
        crc.reset();
        crc.update(body());
        return bodyCrc() == ((int) crc.getValue() & Integer.MAX_VALUE);
    }

    /**
     * Whether no part looks as if it never reached the disk. The body has its sum. Of the rest a disk has whole sectors or
     * none, and one that was lost is zeros from the record's part of it to its end. Zeros that do not reach so far were
     * sent: no properties have a whole sector of them, and their last byte is another ({@link OutgoingRecord}).
     *
     * @param fileIndex where in its file the record begins
     */
    public boolean isWithoutHoles(int fileIndex) {
        if (storeMillis() == 0) {
            return false;
        }
        for (int i = topicAt; i < topicAt + topicLength; i++) {
            if (buffer.get(i) == 0) {
                return false;
            }
        }
        int end = fileIndex + length;
        int from = end - propertiesLength;
        while (from < end) {
            int to = from - from % RecordLayout.SECTOR + RecordLayout.SECTOR;
            if (isZero(from - fileIndex + at, Math.min(buffer.limit(), to - fileIndex + at))) {
                return false;
            }
            from = to;
        }
        return true;
    }

    private boolean isZero(int from, int to) {
        for (int i = from; i < to; i++) {
            if (buffer.get(i) != 0) {
                return false;
            }
        }
        return true;
    }

    public int length() {
        return length;
    }

    public int bodyCrc() {
        return buffer.getInt(at + RecordLayout.BODY_CRC_AT);
    }

    public int queueId() {
        return buffer.getInt(at + RecordLayout.QUEUE_ID_AT);
    }

    public int flag() {
        return buffer.getInt(at + RecordLayout.FLAG_AT);
    }

    public long queueOffset() {
        return buffer.getLong(at + RecordLayout.QUEUE_OFFSET_AT);
    }

    public long position() {
        return buffer.getLong(at + RecordLayout.POSITION_AT);
    }

    public int sysFlag() {
        return sysFlag;
    }

    public long bornMillis() {
        return buffer.getLong(at + RecordLayout.BORN_MILLIS_AT);
    }

    public InetSocketAddress bornHost() {
        return host(at + RecordLayout.BORN_HOST_AT, RecordLayout.bornHostLength(sysFlag));
    }

    public long storeMillis() {
        return buffer.getLong(at + RecordLayout.storeMillisAt(sysFlag));
    }

    public InetSocketAddress storeHost() {
        return host(at + RecordLayout.storeHostAt(sysFlag), RecordLayout.storeHostLength(sysFlag));
    }

    public int reconsumeTimes() {
        return buffer.getInt(at + RecordLayout.reconsumeTimesAt(sysFlag));
    }

    /** Position of the half message that this record commits, else 0. */
    public long preparedPosition() {
        return buffer.getLong(at + RecordLayout.preparedPositionAt(sysFlag));
    }

    public int bodyLength() {
        return bodyLength;
    }

    /** The body where it lies: a view. */
    public ByteBuffer body() {
        return buffer.slice(bodyAt, bodyLength);
    }

    public String topic() {
        return text(topicAt, topicLength);
    }

    /** Java's hash of the topic; makes no text unless a character lies outside ASCII. */
    public int topicHash() {
        int hash = 0;
        for (int i = topicAt; i < topicAt + topicLength; i++) {
            byte b = buffer.get(i);
            if (b < 0) {
                return topic().hashCode();
            }
            hash = 31 * hash + b;
        }
        return hash;
    }

    /** Whether the record's topic is this one, told without making a text. */
    public boolean isOfTopic(String topic) {
        int chars = topic.length();
        if (topicLength < chars) {
            return false;
        }
        for (int i = 0; i < chars; i++) {
            char c = topic.charAt(i);
            if (c >= 0x80) {
                return topic().equals(topic);
            }
            if (buffer.get(topicAt + i) != c) {
                return false;
            }
        }
        return chars == topicLength;
    }

    public int propertiesLength() {
        return propertiesLength;
    }

    /** Copies the properties into a reusable holder. */
    public void properties(MessageProperties into) {
        into.set(buffer, topicAt + topicLength + 2, propertiesLength);
    }

    private InetSocketAddress host(int from, int hostLength) {
        byte[] address = new byte[hostLength - 4];
        buffer.get(from, address);
        int port = buffer.getInt(from + address.length);
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address), port & 0xFFFF);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes, not " + address.length, e);
        }
    }

    private String text(int from, int textLength) {
        byte[] bytes = new byte[textLength];
        buffer.get(from, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
