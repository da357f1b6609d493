package io.apogeemq.remoting;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.protocol.code.Language;
import io.apogeemq.protocol.frame.Head;
import io.apogeemq.protocol.header.Fields;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
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
     * The body: position to limit. On {@link Lane#IO} it lies in the receive buffer and is there until the handler returns;
     * in {@link #later} and {@link #goOn}, and on the other lanes, as long as the call.
     */
    public ByteBuffer body() {
        if (fields == null) {
            throw gone();
        }
        return body;
    }

    /** The body as an array of its own. */
    public byte[] bodyBytes() {
        ByteBuffer from = body().duplicate();
        byte[] bytes = new byte[from.remaining()];
        from.get(bytes);
        return bytes;
    }

    /** All header fields, for what looks beyond its own record (signatures, forwarding). Valid as {@link #body}. */
    public Fields fields() {
        Fields now = fields;
        if (now == null) {
            throw gone();
        }
        return now;
    }

    private static IllegalStateException gone() {
        return new IllegalStateException(
                "the receive buffer is used for the next request by now: go on by Call.later or Call.goOn");
    }

    /**
     * The rest of the handling, to be run later by whatever has the handler wait. Body and fields stay valid; what the
     * task throws is answered as SYSTEM_ERROR. Made on the connection's loop, before the handler returns, or inside such a
     * task.
     */
    public Runnable later(Runnable rest) {
        keep();
        return guarded(rest);
    }

    /** As {@link #later} for a rest that looks at neither body nor fields: they are not copied for it. */
    public Runnable guarded(Runnable rest) {
        return () -> {
            try {
                rest.run();
            } catch (RuntimeException | InternalError e) {
                // InternalError is Java's word for a page of a file that the disk does not give: it ends this read only
                fail(e);
            } catch (Error e) {
                fail(e);
                throw e;
            }
        };
    }

    /**
     * Goes on with it on that loop, as {@link #later}; answers SYSTEM_BUSY when the loop takes no more. The requests of one
     * connection that do so are handled one after the other, in turns with those of other connections.
     */
    public void goOn(Loop loop, Runnable rest) {
        peer.turns(loop)
                .add(
                        later(rest),
                        full -> answer(
                                Reply.refused(Dispatcher.SYSTEM_BUSY, "[OVERLOAD]system busy: " + full.getMessage())));
    }

    /**
     * Goes on with it on that loop when the stage is complete, with what it came to, as {@link #goOn}; a failed one is
     * answered as {@link #fail}.
     */
    public <T extends @Nullable Object> void goOnWith(CompletionStage<T> stage, Loop loop, Consumer<T> rest) {
        keep();
        stage.whenComplete((value, failure) -> {
            if (failure != null) {
                fail(failure);
            } else {
                goOn(loop, () -> rest.accept(value));
            }
        });
    }

    /** Makes body and fields valid for as long as the call lives. On the connection's loop, while being handled. */
    void keep() {
        if (fields instanceof Head head) {
            body = ByteBuffer.wrap(bodyBytes());
            fields = head.fields();
        }
    }

    /** The handler has returned: what was not kept is gone. On the connection's loop. */
    void onHandled() {
        if (fields instanceof Head) {
            fields = null;
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

    /** Answers it with what the stage comes to; a failed one as {@link #fail}. Any thread. */
    public void answerWith(CompletionStage<Reply> stage) {
        stage.whenComplete((reply, failure) -> {
            if (failure != null || reply == null) {
                fail(failure);
            } else {
                answer(reply);
            }
        });
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
