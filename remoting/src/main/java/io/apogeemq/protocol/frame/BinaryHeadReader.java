package io.apogeemq.protocol.frame;

import io.apogeemq.protocol.code.Language;

/**
 * Reads a binary header (spec/remoting.md 6).
 *
 * <pre>
 *   length  field
 *        2  code
 *        1  language
 *        2  version
 *        4  opaque
 *        4  flag
 *        4  remark length, then the remark
 *        4  length of all fields, then per field: 2 name length, name, 4 value length, value
 * </pre>
 */
final class BinaryHeadReader {
    private static final int FIXED = 2 + 1 + 2 + 4 + 4;

    private final Head head;
    private int at;
    private int end;

    BinaryHeadReader(Head head) {
        this.head = head;
    }

    void read(int length) throws BadFrame {
        at = 0;
        end = length;
        require(FIXED);
        head.code = int16();
        head.language = Language.of(head.bytes[at++] & 0xFF);
        head.version = int16();
        head.opaque = int32();
        head.flag = int32();
        int remark = length(4);
        head.remarkFrom = at;
        head.remarkTo = at + remark;
        at += remark;
        int fields = length(4);
        end = at + fields;
        while (at < end) {
            int nameLength = length(2);
            int name = at;
            at += nameLength;
            int valueLength = length(4);
            // an empty text is read as none (spec/remoting.md 6, decoding details)
            if (nameLength > 0 && valueLength > 0) {
                head.add(name, name + nameLength, at, at + valueLength);
            }
            at += valueLength;
        }
    }

    private int length(int width) throws BadFrame {
        require(width);
        int length = width == 2 ? int16() : int32();
        require(length);
        return length;
    }

    private void require(int count) throws BadFrame {
        if (count < 0 || count > end - at) {
            throw new BadFrame("a binary header wants " + count + " bytes where " + (end - at) + " are left");
        }
    }

    private short int16() {
        short value = (short) (head.bytes[at] << 8 | head.bytes[at + 1] & 0xFF);
        at += 2;
        return value;
    }

    private int int32() {
        byte[] b = head.bytes;
        int value = b[at] << 24 | (b[at + 1] & 0xFF) << 16 | (b[at + 2] & 0xFF) << 8 | b[at + 3] & 0xFF;
        at += 4;
        return value;
    }
}
