package org.apache.rocketmq.remoting.protocol;

/** Encodings of a command's header (spec/remoting.md 5 and 6). */
public enum SerializeType {
    JSON(0),
    ROCKETMQ(1);

    private final byte code;

    SerializeType(int code) {
        this.code = (byte) code;
    }

    public byte getCode() {
        return code;
    }

    /** The encoding of that byte, or null. */
    public static SerializeType valueOf(byte code) {
        return code >= 0 && code < values().length ? values()[code] : null;
    }
}
