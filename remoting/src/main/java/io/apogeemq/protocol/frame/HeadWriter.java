package io.apogeemq.protocol.frame;

import io.apogeemq.protocol.code.Language;
import io.apogeemq.protocol.header.FieldSink;
import io.apogeemq.protocol.header.HeaderCodec;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes everything of a frame that stands before the body, in either encoding, into an array that it reuses. Use:
 * {@link #begin}, fields, {@link #finish}. One thread at a time.
 */
public final class HeadWriter implements FieldSink {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");
    private static final byte[] JSON_CODE = ascii("{\"code\":");
    private static final byte[] JSON_FIELDS = ascii(",\"extFields\":{");
    private static final byte[] JSON_FLAG = ascii(",\"flag\":");
    private static final byte[] JSON_LANGUAGE = ascii(",\"language\":\"");
    private static final byte[] JSON_OPAQUE = ascii("\",\"opaque\":");
    private static final byte[] JSON_REMARK = ascii(",\"remark\":\"");
    private static final byte[] JSON_TAIL = ascii(",\"serializeTypeCurrentRPC\":\"JSON\",\"version\":");

    private byte[] bytes = new byte[512];
    private int at;
    private boolean json;
    private int flag;
    private Language language = Language.JAVA;
    private int version;
    private int opaque;
    private @Nullable String remark;
    private boolean anyField;
    private int fieldsAt;

    /** Begins a frame: the fixed members. */
    public HeadWriter begin(
            HeaderEncoding encoding,
            int code,
            Language language,
            int version,
            int opaque,
            int flag,
            @Nullable String remark) {
        this.json = encoding == HeaderEncoding.JSON;
        this.language = language;
        this.version = version;
        this.opaque = opaque;
        this.flag = flag;
        this.remark = remark;
        this.anyField = false;
        at = Frame.HEADER_AT;
        if (json) {
            raw(JSON_CODE);
            decimal(code);
        } else {
            beginBinary(code);
        }
        return this;
    }

    private void beginBinary(int code) {
        int16(code);
        room(1);
        bytes[at++] = language.code();
        int16(version);
        int32(opaque);
        int32(flag);
        byte[] text = remark == null ? new byte[0] : remark.getBytes(StandardCharsets.UTF_8);
        int32(text.length);
        raw(text);
        int32(0);
        fieldsAt = at;
    }

    /** Adds the fields of a header record. */
    public <H> HeadWriter fields(HeaderCodec<H> codec, H header) {
        codec.write(header, this);
        return this;
    }

    /** Adds fields by name: for callers off the hot path. */
    public HeadWriter fields(Map<String, String> fields) {
        fields.forEach((name, value) -> field(name.getBytes(StandardCharsets.UTF_8), value));
        return this;
    }

    /**
     * Ends the frame's head: writes its length and header word.
     *
     * @return how many bytes of {@link #bytes} are the head
     * @throws IllegalArgumentException when the header is longer than 24 bits can say
     */
    public int finish(int bodyLength) {
        if (json) {
            finishJson();
        } else {
            put32(fieldsAt - 4, at - fieldsAt);
        }
        int header = at - Frame.HEADER_AT;
        if (header > Frame.MAX_HEADER_LENGTH) {
            throw new IllegalArgumentException("a header of " + header + " bytes; at most " + Frame.MAX_HEADER_LENGTH);
        }
        put32(Frame.LENGTH_AT, 4 + header + bodyLength);
        put32(Frame.HEADER_WORD_AT, (json ? 0 : 1) << 24 | header);
        return at;
    }

    private void finishJson() {
        if (anyField) {
            room(1);
            bytes[at++] = '}';
        }
        raw(JSON_FLAG);
        decimal(flag);
        raw(JSON_LANGUAGE);
        raw(language.ascii());
        raw(JSON_OPAQUE);
        decimal(opaque);
        if (remark != null) {
            raw(JSON_REMARK);
            jsonText(remark);
            room(1);
            bytes[at++] = '"';
        }
        raw(JSON_TAIL);
        decimal(version);
        room(1);
        bytes[at++] = '}';
    }

    /** The array written to; valid until the next {@link #begin}. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public void field(byte[] name, String value) {
        if (json) {
            jsonName(name);
            jsonText(value);
            room(1);
            bytes[at++] = '"';
        } else {
            field(name, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void field(byte[] name, byte[] value, int from, int length) {
        if (json) {
            jsonName(name);
            jsonUtf8(value, from, length);
            room(1);
            bytes[at++] = '"';
        } else {
            int16(name.length);
            raw(name);
            int32(length);
            room(length);
            System.arraycopy(value, from, bytes, at, length);
            at += length;
        }
    }

    @Override
    public void field(byte[] name, boolean value) {
        field(name, value ? TRUE : FALSE);
    }

    @Override
    public void field(byte[] name, long value) {
        if (json) {
            jsonName(name);
            decimal(value);
            room(1);
            bytes[at++] = '"';
        } else {
            int16(name.length);
            raw(name);
            int32(0);
            int from = at;
            decimal(value);
            put32(from - 4, at - from);
        }
    }

    private void jsonName(byte[] name) {
        if (anyField) {
            room(2);
            bytes[at++] = ',';
        } else {
            raw(JSON_FIELDS);
            anyField = true;
        }
        room(1);
        bytes[at++] = '"';
        jsonUtf8(name, 0, name.length);
        room(3);
        bytes[at++] = '"';
        bytes[at++] = ':';
        bytes[at++] = '"';
    }

    private void jsonText(String text) {
        int length = text.length();
        room(length);
        // array and index in locals: as fields they would be written at every sign
        byte[] target = bytes;
        int to = at;
        int i = 0;
        while (i < length) {
            char sign = text.charAt(i);
            if (sign < 0x20 || sign >= 0x80 || sign == '"' || sign == '\\') {
                break;
            }
            target[to++] = (byte) sign;
            i++;
        }
        at = to;
        if (i < length) {
            byte[] rest = text.substring(i).getBytes(StandardCharsets.UTF_8);
            jsonUtf8(rest, 0, rest.length);
        }
    }

    private void jsonUtf8(byte[] utf8, int from, int length) {
        room(6 * length);
        byte[] target = bytes;
        int to = at;
        for (int i = from; i < from + length; i++) {
            byte sign = utf8[i];
            if (sign == '"' || sign == '\\') {
                target[to++] = '\\';
                target[to++] = sign;
            } else if (sign >= 0 && sign < 0x20) {
                target[to++] = '\\';
                target[to++] = 'u';
                target[to++] = '0';
                target[to++] = '0';
                target[to++] = HEX[sign >> 4];
                target[to++] = HEX[sign & 15];
            } else {
                target[to++] = sign;
            }
        }
        at = to;
    }

    private void decimal(long value) {
        room(20);
        if (value >= 0 && value < 10) {
            bytes[at++] = (byte) ('0' + value);
            return;
        }
        if (value < 0) {
            bytes[at++] = '-';
        }
        int digits = 1;
        for (long rest = value / 10; rest != 0; rest /= 10) {
            digits++;
        }
        long rest = value;
        for (int i = at + digits - 1; i >= at; i--) {
            bytes[i] = (byte) ('0' + Math.abs(rest % 10));
            rest /= 10;
        }
        at += digits;
    }

    private void raw(byte[] text) {
        room(text.length);
        System.arraycopy(text, 0, bytes, at, text.length);
        at += text.length;
    }

    private void int16(int value) {
        room(2);
        bytes[at++] = (byte) (value >> 8);
        bytes[at++] = (byte) value;
    }

    private void int32(int value) {
        room(4);
        put32(at, value);
        at += 4;
    }

    private void put32(int where, int value) {
        bytes[where] = (byte) (value >> 24);
        bytes[where + 1] = (byte) (value >> 16);
        bytes[where + 2] = (byte) (value >> 8);
        bytes[where + 3] = (byte) value;
    }

    private void room(int count) {
        if (bytes.length - at < count) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, at + count));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
