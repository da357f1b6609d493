package io.apogeemq.protocol.frame;

import io.apogeemq.protocol.header.BadHeader;
import io.apogeemq.protocol.header.ByteRange;
import io.apogeemq.protocol.header.Fields;
import io.apogeemq.protocol.header.HeaderCodec;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Named values as ranges of one array: four numbers a field (name from, to, value from, to). */
class FieldRanges implements Fields {
    /** Requests of this protocol carry at most some twenty. */
    private static final int MAX_FIELDS = 512;

    byte[] bytes = new byte[0];
    int count;
    private int[] ranges = new int[4 * 24];
    private final HeaderCodec.Row row = new HeaderCodec.Row(this);

    /** A copy that stays valid when this one is reused. */
    Fields copy() {
        FieldRanges copy = new FieldRanges();
        int end = 0;
        for (int i = 1; i < 4 * count; i += 2) {
            end = Math.max(end, ranges[i]);
        }
        copy.bytes = Arrays.copyOf(bytes, end);
        copy.ranges = Arrays.copyOf(ranges, 4 * count);
        copy.count = count;
        return copy;
    }

    void add(int nameFrom, int nameTo, int valueFrom, int valueTo) throws BadFrame {
        if (count == MAX_FIELDS) {
            throw new BadFrame("more than " + MAX_FIELDS + " header fields");
        }
        int at = 4 * count;
        if (at == ranges.length) {
            ranges = Arrays.copyOf(ranges, 2 * at);
        }
        ranges[at] = nameFrom;
        ranges[at + 1] = nameTo;
        ranges[at + 2] = valueFrom;
        ranges[at + 3] = valueTo;
        count++;
    }

    @Override
    public HeaderCodec.Row row() {
        return row;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public int find(byte[] name) {
        int length = name.length;
        byte first = length == 0 ? 0 : name[0];
        for (int index = count - 1; index >= 0; index--) {
            int from = ranges[4 * index];
            int to = ranges[4 * index + 1];
            // a send has some ten fields, nearly all with names of one letter: one byte tells them apart
            if (to - from == length
                    && (length == 0 || bytes[from] == first)
                    && (length <= 1 || Arrays.equals(bytes, from, to, name, 0, length))) {
                return index;
            }
        }
        return -1;
    }

    @Override
    public String name(int index) {
        return decode(ranges[4 * index], ranges[4 * index + 1]);
    }

    @Override
    public String text(int index) {
        return decode(ranges[4 * index + 2], ranges[4 * index + 3]);
    }

    @Override
    public byte[] bytes(int index) {
        return Arrays.copyOfRange(bytes, ranges[4 * index + 2], ranges[4 * index + 3]);
    }

    @Override
    public ByteRange range(int index) {
        int from = ranges[4 * index + 2];
        return new ByteRange(bytes, from, ranges[4 * index + 3] - from);
    }

    @Override
    public long number(int index) {
        return Decimal.parse(bytes, ranges[4 * index + 2], ranges[4 * index + 3]);
    }

    @Override
    public boolean is(int index, String ascii) {
        int from = ranges[4 * index + 2];
        if (ranges[4 * index + 3] - from != ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (Character.toLowerCase((char) bytes[from + i]) != Character.toLowerCase(ascii.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    String decode(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** Decimal numbers out of ASCII, without a String in between. */
    static final class Decimal {
        private Decimal() {}

        static long parse(byte[] bytes, int from, int to) {
            int at = from;
            boolean negative = at < to && bytes[at] == '-';
            if (negative || at < to && bytes[at] == '+') {
                at++;
            }
            if (at == to || to - at > 19) {
                throw new BadHeader("not a number");
            }
            // summed up negatively, so that Long.MIN_VALUE fits
            long value = 0;
            for (; at < to; at++) {
                int digit = bytes[at] - '0';
                if (digit < 0 || digit > 9 || value < (Long.MIN_VALUE + digit) / 10) {
                    throw new BadHeader("not a number of 64 bits");
                }
                value = value * 10 - digit;
            }
            if (!negative && value == Long.MIN_VALUE) {
                throw new BadHeader("not a number of 64 bits");
            }
            return negative ? value : -value;
        }
    }
}
