package io.apogeemq.protocol.code;

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

    Language(int code) {
        this.code = code;
    }

    /** The byte in binary headers. */
    public byte code() {
        return (byte) code;
    }

    /** The language of that byte; one we do not know is OTHER. */
    public static Language of(int code) {
        return code >= 0 && code < ALL.length ? ALL[code] : OTHER;
    }

    /** The language of that name, given as ASCII bytes; one we do not know is OTHER. */
    public static Language of(byte[] bytes, int from, int to) {
        for (Language language : ALL) {
            if (language.isNamed(bytes, from, to)) {
                return language;
            }
        }
        return OTHER;
    }

    private boolean isNamed(byte[] bytes, int from, int to) {
        if (to - from != name().length()) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (bytes[i] != name().charAt(i - from)) {
                return false;
            }
        }
        return true;
    }
}
