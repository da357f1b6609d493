package io.apogeemq.remoting;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.protocol.code.Language;
import io.apogeemq.protocol.frame.HeaderEncoding;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all connections of one server or client share. */
final class RpcContext {
    private static final Logger log = LoggerFactory.getLogger(RpcContext.class);

    /** Release 5.5.0 (spec/remoting.md 9): the protocol level that we speak. */
    static final int VERSION = 513;

    private final Routes routes;
    private final Lanes lanes;
    private final RpcLimits limits;
    private final Clock clock;
    private final HeaderEncoding encoding;
    private final boolean serves;
    private final AtomicInteger opaque = new AtomicInteger();
    private final LoopScratch.Table scratch = new LoopScratch.Table();

    private RpcContext(
            Routes routes, Lanes lanes, RpcLimits limits, Clock clock, HeaderEncoding encoding, boolean serves) {
        this.routes = routes;
        this.lanes = lanes;
        this.limits = limits;
        this.clock = clock;
        this.encoding = encoding;
        this.serves = serves;
    }

    /** Of connections that others open, to ask us. */
    static RpcContext serving(Routes routes, Lanes lanes, RpcLimits limits, Clock clock, HeaderEncoding encoding) {
        return new RpcContext(routes, lanes, limits, clock, encoding, true);
    }

    /** Of connections that we open, to ask others. */
    static RpcContext asking(Routes routes, Lanes lanes, RpcLimits limits, Clock clock, HeaderEncoding encoding) {
        return new RpcContext(routes, lanes, limits, clock, encoding, false);
    }

    Routes routes() {
        return routes;
    }

    Lanes lanes() {
        return lanes;
    }

    RpcLimits limits() {
        return limits;
    }

    Clock clock() {
        return clock;
    }

    HeaderEncoding encoding() {
        return encoding;
    }

    Language language() {
        return Language.JAVA;
    }

    int version() {
        return VERSION;
    }

    int nextOpaque() {
        return opaque.getAndIncrement();
    }

    /**
     * Whether one more request may be answered: not while the other end leaves its answers lying. Whoever asks reads on all
     * the same, for what it left lying are requests of ours: if both ends waited until they could write, they would wait for ever.
     */
    boolean mayAnswer(Peer peer) {
        return !serves || peer.connection().isWritable();
    }

    LoopScratch.Table scratch() {
        return scratch;
    }

    void onStoppedLoop(Peer peer, RejectedExecutionException e) {
        log.debug("work for {} came after its loop had stopped: {}", peer, e.getMessage());
    }
}
