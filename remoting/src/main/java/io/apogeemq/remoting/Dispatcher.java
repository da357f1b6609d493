package io.apogeemq.remoting;

import io.apogeemq.concurrent.Cancellable;
import io.apogeemq.protocol.frame.Head;
import io.apogeemq.protocol.frame.Payload;
import io.apogeemq.protocol.header.BadHeader;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the requests of one connection to their handlers, and the replies back; holds the connection's reading back
 * while too much of it is being worked on, or its answers are not taken. Owned by the connection's loop.
 */
final class Dispatcher {
    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

    private static final int SYSTEM_ERROR = 1;
    static final int SYSTEM_BUSY = 2;
    private static final int NOT_SUPPORTED = 3;

    /** What a request takes besides its own bytes, about. */
    private static final int CALL_BYTES = 1024;

    private final Peer peer;
    private final RpcContext context;
    private final LoopLoad load;
    private int requests;
    private long requestBytes;
    private boolean held;
    private boolean refusing;
    private @Nullable Cancellable holdEnd;
    /** Why no more requests are taken; null: they are. */
    private @Nullable String ending;

    Dispatcher(Peer peer, RpcContext context, LoopLoad load) {
        this.peer = peer;
        this.context = context;
        this.load = load;
    }

    void dispatch(Head head, ByteBuffer body, int weight) {
        if (ending != null) {
            // its sender learns from the closed connection that nothing came of it
            return;
        }
        Call call = new Call(peer, head, body, weight + CALL_BYTES);
        Routes.Route<?> route = context.routes().find(head.code());
        if (route == null) {
            peer.writeReply(call, Reply.refused(NOT_SUPPORTED, " request type " + head.code() + " not supported"));
        } else if (refusing) {
            peer.writeReply(call, Reply.refused(SYSTEM_BUSY, busy()));
        } else {
            dispatch(route, call);
        }
    }

    private String busy() {
        return "[OVERLOAD]system busy, start flow control for a while: " + requests + " requests (" + requestBytes
                + " bytes) of this connection are being worked on";
    }

    private <H> void dispatch(Routes.Route<H> route, Call call) {
        if (route.lane() != Lane.IO) {
            // first: a header may keep ranges of the fields that it was read from
            call.keep();
        }
        H header;
        try {
            header = route.codec().read(call.fields());
        } catch (BadHeader e) {
            peer.writeReply(call, Reply.refused(SYSTEM_ERROR, "request " + call.code() + ": " + e.getMessage()));
            return;
        }
        if (route.lane() == Lane.IO) {
            run(route, call, header);
            return;
        }
        enter(call);
        call.goOn(
                context.lanes().loop(route.lane(), peer), () -> route.handler().handle(call, header));
    }

    /** On the connection's loop: most requests are answered before this returns, and never counted. */
    private <H> void run(Routes.Route<H> route, Call call, H header) {
        try {
            route.handler().handle(call, header);
        } catch (RuntimeException | InternalError e) {
            call.fail(e);
        }
        if (call.isUnderWay()) {
            call.onHandled();
            enter(call);
        }
    }

    /** On the connection's loop. */
    void finish(Call call, Reply reply) {
        leave(call);
        if (call.markAnswered()) {
            peer.writeReply(call, reply);
            return;
        }
        log.error("request {} of {} was answered twice; the second answer, {}, is dropped", call.code(), peer, reply);
        Payload body = reply.body();
        if (body != null) {
            body.release();
        }
    }

    /** On the connection's loop. */
    void fail(Call call, @Nullable Throwable failure) {
        finish(call, systemError(call, failure));
    }

    /** The one place where an exception that escaped a handler becomes an answer. */
    private Reply systemError(Call call, @Nullable Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        log.error("request {} of {} failed", call.code(), peer, cause);
        return Reply.refused(SYSTEM_ERROR, String.valueOf(cause));
    }

    private void enter(Call call) {
        call.counted(true);
        requests++;
        requestBytes += call.weight();
        load.begin(call.weight(), requests == 1);
        adjustReading();
    }

    void leave(Call call) {
        if (!call.isCounted()) {
            return;
        }
        call.counted(false);
        requests--;
        requestBytes -= call.weight();
        load.end(call.weight(), requests == 0);
        adjustReading();
        closeWhenIdle();
    }

    /** Takes no more requests; closes the connection when those being worked on are answered, or the time is over. */
    void end(String why, long waitMillis) {
        if (ending != null) {
            return;
        }
        ending = why;
        peer.connection().reading(false);
        closeWhenIdle();
        if (requests > 0) {
            peer.loop().schedule(waitMillis, () -> peer.close(why));
        }
    }

    private void closeWhenIdle() {
        String why = ending;
        if (why != null && requests == 0) {
            peer.closeBehindAnswers(why);
        }
    }

    /**
     * Reading goes on while there is room. Without room for more requests it pauses, and from {@link RpcLimits#maxHoldMillis}
     * on they are refused instead. While the other end does not take its answers it pauses for as long as that lasts: a
     * refusal is an answer too.
     */
    void adjustReading() {
        if (ending != null) {
            return;
        }
        RpcLimits limits = context.limits();
        boolean full = requests >= limits.maxRequests()
                || requestBytes >= limits.maxRequestBytes()
                || load.isTooMuch(requestBytes, limits.maxLoopBytes());
        if (!full) {
            refusing = false;
            cancelHoldEnd();
        } else if (!refusing && holdEnd == null) {
            holdEnd = peer.loop().schedule(limits.maxHoldMillis(), this::refuse);
        }
        boolean hold = (full && !refusing) || !context.mayAnswer(peer);
        if (hold != held) {
            held = hold;
            peer.connection().reading(!hold);
        }
    }

    private void refuse() {
        holdEnd = null;
        if (peer.isClosed()) {
            return;
        }
        log.warn("{} has {} requests ({} bytes) under way, further ones are refused", peer, requests, requestBytes);
        refusing = true;
        adjustReading();
    }

    private void cancelHoldEnd() {
        if (holdEnd != null) {
            holdEnd.cancel();
            holdEnd = null;
        }
    }
}
