package io.apogeemq.protocol.header;

/** Takes the fields of a header one after another and writes them in one of the encodings. */
public interface FieldSink {

    void field(byte[] name, String value);

    void field(byte[] name, long value);

    void field(byte[] name, boolean value);

    /** The value as UTF-8. */
    void field(byte[] name, byte[] value);
}
