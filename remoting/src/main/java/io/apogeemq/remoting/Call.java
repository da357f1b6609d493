package io.apogeemq.remoting;

import io.apogeemq.protocol.code.Language;
import io.apogeemq.protocol.frame.Head;
import io.apogeemq.protocol.header.Fields;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One request being handled. */
public final class Call {
    private final Peer peer;
    private final int code;
    private final int opaque;
    private final int version;
    private final Language language;
    private final boolean oneway;
    private final int weight;
    private ByteBuffer body;
    private @Nullable Fields fields;
    private boolean parked;
    private boolean counted;
    private boolean answered;

    Call(Peer peer, Head head, ByteBuffer body, int weight) {
        this.peer = peer;
        this.code = head.code();
        this.opaque = head.opaque();
        this.version = head.version();
        this.language = head.language();
        this.oneway = head.isOneway();
        this.weight = weight;
        this.body = body;
        this.fields = head;
    }

    /** Who asks. */
    public Peer peer() {
        return peer;
    }

    public int code() {
        return code;
    }

    /** Version of the asking process (spec/remoting.md 9); 0 when it does not say. */
    public int version() {
        return version;
    }

    public Language language() {
        return language;
    }

    /** Whether nobody waits for the reply. */
    public boolean isOneway() {
        return oneway;
    }

    int opaque() {
        return opaque;
    }

    /** Bytes of the request, for back-pressure. */
    int weight() {
        return weight;
    }

    /**
     * The body: position to limit. On {@link Lane#IO} it lies in the receive buffer and is valid only until the handler
     * returns; a handler that goes on later calls {@link #keep} before.
     */
    public ByteBuffer body() {
        return body;
    }

    /** The body as an array of its own. */
    public byte[] bodyBytes() {
        byte[] bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        return bytes;
    }

    /** All header fields, for what looks beyond its own record (signatures, forwarding). Valid as {@link #body}. */
    public Fields fields() {
        Fields now = fields;
        if (now == null) {
            throw new IllegalStateException("the header fields of this call were not kept");
        }
        return now;
    }

    /** Makes body and fields valid for as long as the call lives. On the connection's loop, while being handled. */
    public void keep() {
        if (fields instanceof Head head) {
            fields = head.fields();
            body = ByteBuffer.wrap(bodyBytes());
        }
    }

    /**
     * From now on this request waits for something that may take long, such as a message: it no longer counts as being
     * worked on. On the connection's loop.
     */
    public void park() {
        peer.loop().assertInside();
        parked = true;
        peer.leave(this);
    }

    /** Answers it; once. Any thread. */
    public void answer(Reply reply) {
        peer.answer(this, reply);
    }

    /** Answers that it failed unexpectedly: SYSTEM_ERROR, with a line in the log. Any thread. */
    public void fail(@Nullable Throwable cause) {
        peer.fail(this, cause);
    }

    /** Notes that it is answered; false when it was already. On the connection's loop. */
    boolean markAnswered() {
        boolean first = !answered;
        answered = true;
        return first;
    }

    /** Whether somebody is working on it: neither answered nor parked. On the connection's loop. */
    boolean isUnderWay() {
        return !answered && !parked;
    }

    boolean isCounted() {
        return counted;
    }

    void counted(boolean now) {
        counted = now;
    }
}
