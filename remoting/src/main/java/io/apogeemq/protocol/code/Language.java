package io.apogeemq.protocol.code;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a peer is written in, as it says: a name in JSON headers, a byte in binary ones (spec/remoting.md 8). */
public enum Language {
    JAVA,
    CPP,
    DOTNET,
    PYTHON,
    DELPHI,
    ERLANG,
    RUBY,
    OTHER,
    HTTP,
    GO,
    PHP,
    OMS,
    RUST,
    NODE_JS;

    private static final Language[] ALL = values();

    private final byte[] ascii = name().getBytes(StandardCharsets.US_ASCII);

    /** The byte in binary headers. */
    public byte code() {
        return (byte) ordinal();
    }

    /** The language of that byte; one we do not know is OTHER. */
    public static Language of(int code) {
        return code >= 0 && code < ALL.length ? ALL[code] : OTHER;
    }

    /** The language of that name, given as ASCII bytes; one we do not know is OTHER. */
    public static Language of(byte[] bytes, int from, int to) {
        for (Language language : ALL) {
            if (Arrays.equals(language.ascii, 0, language.ascii.length, bytes, from, to)) {
                return language;
            }
        }
        return OTHER;
    }
}
