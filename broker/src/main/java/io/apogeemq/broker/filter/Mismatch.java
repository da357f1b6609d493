package io.apogeemq.broker.filter;

/** A property's text that cannot be compared with what it stands beside: the message is not wanted. */
final class Mismatch extends Exception {
    private static final long serialVersionUID = 1;

    /** Where it comes from does not matter, so it costs no trace: a topic may be full of such messages. */
    Mismatch() {
        super("a property cannot be compared", null, false, false);
    }
}
