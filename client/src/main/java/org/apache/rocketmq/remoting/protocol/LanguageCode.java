package org.apache.rocketmq.remoting.protocol;

/** Languages of clients, as requests name them (spec/remoting.md 8). */
public enum LanguageCode {
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

    private final byte code;

    LanguageCode(int code) {
        this.code = (byte) code;
    }

    public byte getCode() {
        return code;
    }

    /** The language of that byte, or null. */
    public static LanguageCode valueOf(byte code) {
        return code >= 0 && code < values().length ? values()[code] : null;
    }

    /** The language of that name, or null. */
    public static LanguageCode getCode(String language) {
        for (LanguageCode code : values()) {
            if (code.name().equals(language)) {
                return code;
            }
        }
        return null;
    }
}
