package io.apogeemq.protocol.header;

/** Takes the fields of a header one after another and writes them in one of the encodings. */
public interface FieldSink {

    void field(byte[] name, String value);

    void field(byte[] name, long value);

    void field(byte[] name, boolean value);

    /** The value as UTF-8. */
    default void field(byte[] name, byte[] value) {
        field(name, value, 0, value.length);
    }

    /** The value as UTF-8: so many bytes from that index. */
    void field(byte[] name, byte[] value, int from, int length);
}
