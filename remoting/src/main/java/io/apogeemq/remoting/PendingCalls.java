package io.apogeemq.remoting;

import io.apogeemq.protocol.frame.Head;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls of one connection that wait for an answer, by their opaque. Owned by the connection's loop.
 *
 * <p>One sweep for all time-outs, that runs only while something is pending: a call ends at most {@link #SWEEP_MILLIS}
 * late.
 */
final class PendingCalls {
    private static final Logger log = LoggerFactory.getLogger(PendingCalls.class);

    /** What {@link #add} returns when the call has failed at once. */
    static final int NONE = -1;

    private static final long SWEEP_MILLIS = 100;

    /**
     * For how long at least nothing must have come until the other end counts as gone. A call with a short time-out says
     * nothing of it: a pause of that length is one of a healthy process, and the connection carries other calls too.
     */
    private static final long LEAST_SILENCE_MILLIS = 1000;

    private final Peer peer;
    private final RpcContext context;
    private final Map<Integer, Pending> byOpaque = new HashMap<>();
    private boolean sweeping;
    /** Whether something has been asked since everything was answered, so that silence means something. */
    private boolean asked;

    private long silentSinceNanos;

    private record Pending(CompletableFuture<Answer> answer, long sentNanos, long timeoutMillis) {
        boolean isOver(long now) {
            return now - sentNanos >= TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        }
    }

    PendingCalls(Peer peer, RpcContext context) {
        this.peer = peer;
        this.context = context;
    }

    /** Registers a call; returns its opaque, or NONE after failing it. */
    int add(CompletableFuture<Answer> answer, long timeoutMillis) {
        if (peer.isClosed()) {
            answer.completeExceptionally(closed("the connection is closed"));
            return NONE;
        }
        if (byOpaque.size() >= context.limits().maxPending()) {
            answer.completeExceptionally(new RpcFailure(
                    RpcFailure.Kind.TOO_MANY,
                    peer.remoteAddress(),
                    byOpaque.size() + " calls to " + peer + " wait for an answer already"));
            return NONE;
        }
        int opaque = context.nextOpaque() & Integer.MAX_VALUE;
        long now = context.clock().nanos();
        if (!asked) {
            asked = true;
            silentSinceNanos = now;
        }
        byOpaque.put(opaque, new Pending(answer, now, timeoutMillis));
        sweepLater();
        return opaque;
    }

    /** Something came from the other end: it is alive. */
    void heard() {
        if (asked) {
            asked = !byOpaque.isEmpty();
            silentSinceNanos = context.clock().nanos();
        }
    }

    void complete(Head head, ByteBuffer body) {
        Pending call = byOpaque.remove(head.opaque());
        if (call == null) {
            log.debug("{} answered request {}, which nobody waits for any more", peer, head.opaque());
            return;
        }
        asked = !byOpaque.isEmpty();
        byte[] bytes = new byte[body.remaining()];
        body.get(bytes);
        call.answer.complete(
                new Answer(head.code(), head.remark(), head.version(), head.language(), head.fields(), bytes));
    }

    void failAll(String why) {
        List<Pending> calls = new ArrayList<>(byOpaque.values());
        byOpaque.clear();
        RpcFailure failure = closed(why);
        for (Pending call : calls) {
            call.answer.completeExceptionally(failure);
        }
    }

    private RpcFailure closed(String why) {
        return new RpcFailure(
                RpcFailure.Kind.SEND,
                peer.remoteAddress(),
                "send request to <" + peer.remoteAddress() + "> failed: " + why);
    }

    private void sweepLater() {
        if (!sweeping) {
            sweeping = true;
            peer.loop().schedule(SWEEP_MILLIS, this::sweep);
        }
    }

    private void sweep() {
        sweeping = false;
        long now = context.clock().nanos();
        List<Pending> over = new ArrayList<>();
        for (Iterator<Pending> calls = byOpaque.values().iterator(); calls.hasNext(); ) {
            Pending call = calls.next();
            if (call.isOver(now)) {
                calls.remove();
                over.add(call);
            }
        }
        if (!byOpaque.isEmpty()) {
            sweepLater();
        }
        for (Pending call : over) {
            call.answer.completeExceptionally(new RpcFailure(
                    RpcFailure.Kind.TIMEOUT,
                    peer.remoteAddress(),
                    "wait response on the channel <" + peer.remoteAddress() + "> timeout, " + call.timeoutMillis
                            + "(ms)"));
        }
        if (!over.isEmpty()) {
            closeIfSilent(now);
        }
    }

    /** A partner that sends nothing at all while calls wait is gone, as far as we can tell; the next call connects anew. */
    private void closeIfSilent(long now) {
        long silentMillis = TimeUnit.NANOSECONDS.toMillis(now - silentSinceNanos);
        if (asked && silentMillis >= LEAST_SILENCE_MILLIS) {
            peer.close("nothing came for " + silentMillis + " ms while calls waited");
        }
    }
}
