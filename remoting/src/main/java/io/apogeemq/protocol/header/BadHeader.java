package io.apogeemq.protocol.header;

/** A header lacks a field that it needs, or a field's text is not of its type. The text names the field and the cause. */
public final class BadHeader extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BadHeader(String message) {
        super(message, null, false, false);
    }
}
