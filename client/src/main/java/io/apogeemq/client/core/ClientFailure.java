package io.apogeemq.client.core;

import io.apogeemq.remoting.RpcFailure;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A call that brought no success: the client refused it, a server answered with a code other than success, or no answer
 * came. Carries no stack: it is expected, and is made on a loop where the stack says nothing about the caller.
 */
public final class ClientFailure extends Exception {
    private static final long serialVersionUID = 1;

    /** The code when there is none. */
    public static final int NO_CODE = -1;

    /** Who gave up, and how far the call came. */
    public enum Kind {
        /** The client itself, before or after asking; the code is one of the client's or {@link #NO_CODE}. */
        CLIENT,
        /** A server answered with that code. */
        BROKER,
        /** No connection: nothing was sent. */
        CONNECT,
        /** The connection broke with the request under way: it may have been carried out. */
        SEND,
        /** No answer in time: it may have been carried out. */
        TIMEOUT,
        /** A bound of the client was reached or the time was used up before anything was sent. */
        TOO_MANY
    }

    private final Kind kind;
    private final int code;
    private final @Nullable String address;
    private final long timeoutMillis;

    private ClientFailure(
            Kind kind,
            int code,
            @Nullable String message,
            @Nullable String address,
            long timeoutMillis,
            @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.kind = kind;
        this.code = code;
        this.address = address;
        this.timeoutMillis = timeoutMillis;
    }

    public static ClientFailure client(String message) {
        return client(NO_CODE, message, null);
    }

    public static ClientFailure client(int code, String message) {
        return client(code, message, null);
    }

    public static ClientFailure client(int code, String message, @Nullable Throwable cause) {
        return new ClientFailure(Kind.CLIENT, code, message, null, 0, cause);
    }

    /** A server's answer other than success. */
    public static ClientFailure refused(int code, @Nullable String remark, String address) {
        return new ClientFailure(Kind.BROKER, code, remark, address, 0, null);
    }

    public static ClientFailure tooMany(String message) {
        return new ClientFailure(Kind.TOO_MANY, NO_CODE, message, null, 0, null);
    }

    public static ClientFailure timeout(String address, long timeoutMillis) {
        return new ClientFailure(
                Kind.TIMEOUT,
                NO_CODE,
                "no answer of " + address + " within " + timeoutMillis + " ms",
                address,
                timeoutMillis,
                null);
    }

    /** What ended a stage, as a failure: itself, a failed call's, or else a broken invariant's. */
    public static ClientFailure of(Throwable end, String address, long timeoutMillis) {
        Throwable cause = end instanceof CompletionException && end.getCause() != null ? end.getCause() : end;
        if (cause instanceof ClientFailure failure) {
            return failure;
        }
        if (cause instanceof RpcFailure failure) {
            Kind kind = switch (failure.kind()) {
                case CONNECT -> Kind.CONNECT;
                case SEND -> Kind.SEND;
                case TIMEOUT -> Kind.TIMEOUT;
                case TOO_MANY -> Kind.TOO_MANY;
            };
            return new ClientFailure(kind, NO_CODE, failure.getMessage(), address, timeoutMillis, null);
        }
        return client(NO_CODE, "the call to " + address + " failed: " + cause, cause);
    }

    /** The same failure, told with what its reader needs to know besides. */
    public ClientFailure withMessage(String message) {
        return new ClientFailure(kind, code, message, address, timeoutMillis, this);
    }

    /** What happened in words, with who said so: for a text that goes on. */
    public String reason() {
        String text = getMessage() == null ? "no reason is given" : getMessage();
        return kind == Kind.BROKER ? address + " answered with code " + code + ", " + text : text;
    }

    public Kind kind() {
        return kind;
    }

    /** A server's code, one of the client's, or {@link #NO_CODE}. */
    public int code() {
        return code;
    }

    /** Whom it was asked, {@code host:port}, when that is known. */
    public @Nullable String address() {
        return address;
    }

    /** How long the call might have taken; 0 when that does not matter. */
    public long timeoutMillis() {
        return timeoutMillis;
    }

    /** Whether a server answered with that code. */
    public boolean isRefusal(int refusalCode) {
        return kind == Kind.BROKER && code == refusalCode;
    }
}
