package io.apogeemq.protocol.code;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a peer is written in, as it says: a name in JSON headers, a byte in binary ones (spec/remoting.md 8). */
public enum Language {
    JAVA(0),
    CPP(1),
    DOTNET(2),
    PYTHON(3),
    DELPHI(4),
    ERLANG(5),
    RUBY(6),
    OTHER(7),
    HTTP(8),
    GO(9),
    PHP(10),
    OMS(11),
    RUST(12),
    NODE_JS(13);

    private static final Language[] ALL = values();

    private final int code;
    private final byte[] ascii = name().getBytes(StandardCharsets.US_ASCII);

    Language(int code) {
        this.code = code;
    }

    /** The name in JSON headers; not to be changed. */
    public byte[] ascii() {
        return ascii;
    }

    /** The byte in binary headers. */
    public byte code() {
        return (byte) code;
    }

    /** The language of that byte; one we do not know is OTHER. */
    public static Language of(int code) {
        return code >= 0 && code < ALL.length ? ALL[code] : OTHER;
    }

    /** The language of that name or number, given as ASCII bytes; one we do not know is OTHER. */
    public static Language of(byte[] bytes, int from, int to) {
        if (from < to && bytes[from] <= '9' && to - from <= 2) {
            int code = 0;
            for (int i = from; i < to; i++) {
                code = code * 10 + bytes[i] - '0';
            }
            return of(code);
        }
        for (Language language : ALL) {
            if (language.isNamed(bytes, from, to)) {
                return language;
            }
        }
        return OTHER;
    }

    private boolean isNamed(byte[] bytes, int from, int to) {
        return to - from == ascii.length && Arrays.equals(bytes, from, to, ascii, 0, ascii.length);
    }
}
