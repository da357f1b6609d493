package io.apogeemq.protocol.frame;

import io.apogeemq.protocol.code.Language;
import io.apogeemq.protocol.header.BadHeader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a JSON header (spec/remoting.md 5) in one pass over its bytes: no tree, no map, no String. A scanner of our own
 * because every request of every client passes here; it knows one shape (an object of scalars with one object of texts
 * in it) and skips whatever else is JSON. What writers by hand do, and RocketMQ reads, is read too: single quotes, names
 * without quotes, commas too many, numbers as texts.
 *
 * <p>Escapes are resolved in place: the text they stand for is never longer than they are.
 */
final class JsonHeadReader {
    /** Deeper values of unknown keys are refused rather than followed. */
    private static final int MAX_DEPTH = 16;

    private static final byte[] CODE = ascii("code");
    private static final byte[] LANGUAGE = ascii("language");
    private static final byte[] VERSION = ascii("version");
    private static final byte[] OPAQUE = ascii("opaque");
    private static final byte[] FLAG = ascii("flag");
    private static final byte[] REMARK = ascii("remark");
    private static final byte[] EXT_FIELDS = ascii("extFields");

    private final Head head;
    private byte[] bytes = new byte[0];
    private int at;
    private int end;
    /** Range of the scalar read last. */
    private int from;

    private int to;
    private boolean isNull;

    JsonHeadReader(Head head) {
        this.head = head;
    }

    void read(int length) throws BadFrame {
        bytes = head.bytes;
        at = 0;
        end = length;
        expect('{');
        if (isAtEnd('}')) {
            return;
        }
        do {
            name();
            member(from, to);
        } while (another('}'));
    }

    private void member(int nameFrom, int nameTo) throws BadFrame {
        if (nameTo - nameFrom == EXT_FIELDS.length && named(EXT_FIELDS, nameFrom) && next() == '{') {
            fields();
            return;
        }
        if (next() == '{' || next() == '[') {
            skip(0);
            return;
        }
        scalar();
        if (!isNull) {
            keep(nameFrom, nameTo - nameFrom);
        }
    }

    /** Takes the scalar read last when its name is one of ours; the length leaves at most two to compare with. */
    private void keep(int nameFrom, int nameLength) throws BadFrame {
        switch (nameLength) {
            case 4 -> {
                if (named(CODE, nameFrom)) {
                    head.code = number();
                } else if (named(FLAG, nameFrom)) {
                    head.flag = number();
                }
            }
            case 6 -> {
                if (named(OPAQUE, nameFrom)) {
                    head.opaque = number();
                } else if (named(REMARK, nameFrom)) {
                    head.remarkFrom = from;
                    head.remarkTo = to;
                }
            }
            case 7 -> {
                if (named(VERSION, nameFrom)) {
                    head.version = number();
                }
            }
            case 8 -> {
                if (named(LANGUAGE, nameFrom)) {
                    head.language = Language.of(bytes, from, to);
                }
            }
            default -> {
                // not of this protocol, and may be there
            }
        }
    }

    private void fields() throws BadFrame {
        expect('{');
        if (isAtEnd('}')) {
            return;
        }
        do {
            name();
            int nameFrom = from;
            int nameTo = to;
            if (next() == '{' || next() == '[') {
                skip(0);
                continue;
            }
            scalar();
            if (!isNull) {
                head.add(nameFrom, nameTo, from, to);
            }
        } while (another('}'));
    }

    /** After a member: true at a comma, false at the closing sign, also when commas stand before it. */
    private boolean another(char close) throws BadFrame {
        int sign = next();
        at++;
        if (sign == ',') {
            return !isAtEnd(close);
        }
        if (sign == close) {
            return false;
        }
        throw bad("a comma or " + close);
    }

    /** Takes the closing sign if it comes next. */
    private boolean isAtEnd(char close) {
        int sign = next();
        while (sign == ',') {
            at++;
            sign = next();
        }
        if (sign == close) {
            at++;
            return true;
        }
        return false;
    }

    private void name() throws BadFrame {
        int sign = next();
        if (sign == '"' || sign == '\'') {
            text((byte) sign);
        } else {
            bare("a name");
        }
        expect(':');
    }

    private void scalar() throws BadFrame {
        isNull = false;
        int sign = next();
        if (sign == '"' || sign == '\'') {
            text((byte) sign);
            return;
        }
        bare("a value");
        isNull = to - from == 4 && bytes[from] == 'n';
    }

    private void bare(String what) throws BadFrame {
        from = at;
        while (at < end && isBare(bytes[at])) {
            at++;
        }
        to = at;
        if (from == to) {
            throw bad(what);
        }
    }

    private static boolean isBare(byte sign) {
        return sign >= '0' && sign <= '9'
                || sign >= 'a' && sign <= 'z'
                || sign >= 'A' && sign <= 'Z'
                || sign == '-'
                || sign == '+'
                || sign == '_'
                || sign == '.';
    }

    /** A text in quotes; afterwards from..to is what it stands for. */
    private void text(byte quote) throws BadFrame {
        // copies of the fields: the loops write no memory but what they unescape
        byte[] in = bytes;
        int last = end;
        int i = at + 1;
        from = i;
        while (i < last && in[i] != quote && in[i] != '\\') {
            i++;
        }
        int out = i;
        while (i < last && in[i] != quote) {
            if (in[i] != '\\') {
                in[out++] = in[i++];
            } else {
                at = i;
                out = escape(out);
                i = at;
            }
        }
        at = i;
        if (i >= last) {
            throw bad("a closing quote");
        }
        at++;
        to = out;
    }

    private int escape(int out) throws BadFrame {
        if (at + 1 >= end) {
            throw bad("an escape");
        }
        byte sign = bytes[at + 1];
        at += 2;
        switch (sign) {
            case '"', '\\', '/', '\'' -> bytes[out++] = sign;
            case 'b' -> bytes[out++] = '\b';
            case 'f' -> bytes[out++] = '\f';
            case 'n' -> bytes[out++] = '\n';
            case 'r' -> bytes[out++] = '\r';
            case 't' -> bytes[out++] = '\t';
            case 'x' -> out = utf8(hex(2), out);
            case 'u' -> {
                int unit = hex(4);
                if (Character.isHighSurrogate((char) unit)
                        && at + 1 < end
                        && bytes[at] == '\\'
                        && bytes[at + 1] == 'u') {
                    at += 2;
                    int low = hex(4);
                    if (!Character.isLowSurrogate((char) low)) {
                        throw bad("the second half of a surrogate pair");
                    }
                    out = utf8(Character.toCodePoint((char) unit, (char) low), out);
                } else {
                    out = utf8(Character.isSurrogate((char) unit) ? '?' : unit, out);
                }
            }
            default -> throw bad("a known escape");
        }
        return out;
    }

    private int hex(int digits) throws BadFrame {
        if (at + digits > end) {
            throw bad("hex digits");
        }
        int value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = hexDigit(bytes[at++]);
            if (digit < 0) {
                throw bad("a hex digit");
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private static int hexDigit(byte sign) {
        if (sign >= '0' && sign <= '9') {
            return sign - '0';
        }
        int letter = sign | 0x20;
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }

    private int utf8(int point, int out) {
        if (point < 0x80) {
            bytes[out++] = (byte) point;
        } else if (point < 0x800) {
            bytes[out++] = (byte) (0xC0 | point >> 6);
            bytes[out++] = (byte) (0x80 | point & 0x3F);
        } else if (point < 0x10000) {
            bytes[out++] = (byte) (0xE0 | point >> 12);
            bytes[out++] = (byte) (0x80 | point >> 6 & 0x3F);
            bytes[out++] = (byte) (0x80 | point & 0x3F);
        } else {
            bytes[out++] = (byte) (0xF0 | point >> 18);
            bytes[out++] = (byte) (0x80 | point >> 12 & 0x3F);
            bytes[out++] = (byte) (0x80 | point >> 6 & 0x3F);
            bytes[out++] = (byte) (0x80 | point & 0x3F);
        }
        return out;
    }

    private void skip(int depth) throws BadFrame {
        if (depth > MAX_DEPTH) {
            throw new BadFrame("a JSON header nested deeper than " + MAX_DEPTH);
        }
        int open = next();
        if (open == '"' || open == '\'') {
            text((byte) open);
        } else if (open == '{' || open == '[') {
            char close = open == '{' ? '}' : ']';
            at++;
            if (isAtEnd(close)) {
                return;
            }
            do {
                if (open == '{') {
                    name();
                }
                skip(depth + 1);
            } while (another(close));
        } else {
            scalar();
        }
    }

    /** Nothing between quotes is 0, and what follows a point is left out. */
    private int number() throws BadFrame {
        if (from == to) {
            return 0;
        }
        int point = from;
        while (point < to && bytes[point] != '.') {
            point++;
        }
        try {
            return (int) FieldRanges.Decimal.parse(bytes, from, point);
        } catch (BadHeader e) {
            throw bad("a number");
        }
    }

    /** Whether the name that begins there, and is as long as this one, is this one. */
    private boolean named(byte[] name, int nameFrom) {
        return Arrays.equals(bytes, nameFrom, nameFrom + name.length, name, 0, name.length);
    }

    /** The next sign that is not white space, without taking it; 0 at the end. */
    private int next() {
        while (at < end) {
            byte sign = bytes[at];
            // one comparison for nearly all: what is written by programs has no white space
            if (sign > ' ' || sign != ' ' && sign != '\t' && sign != '\n' && sign != '\r') {
                return sign;
            }
            at++;
        }
        return 0;
    }

    private void expect(char sign) throws BadFrame {
        if (next() != sign) {
            throw bad(String.valueOf(sign));
        }
        at++;
    }

    private BadFrame bad(String wanted) {
        return new BadFrame("a JSON header lacks " + wanted + " at byte " + at + " of " + end);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
