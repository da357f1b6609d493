package io.apogeemq.remoting;

/** A call that got no answer, and how far it came. */
public final class RpcFailure extends Exception {
    private static final long serialVersionUID = 1;

    /** How far a call came. */
    public enum Kind {
        /** No connection: nothing was sent. */
        CONNECT,
        /** The connection broke with the request under way: it may have been carried out. */
        SEND,
        /** No answer in time: it may have been carried out. */
        TIMEOUT,
        /** Too many calls are pending: nothing was sent. */
        TOO_MANY
    }

    private final Kind kind;
    private final String address;

    public RpcFailure(Kind kind, String address, String message) {
        super(message, null, false, false);
        this.kind = kind;
        this.address = address;
    }

    public Kind kind() {
        return kind;
    }

    /** The other end, {@code host:port}. */
    public String address() {
        return address;
    }
}
