package io.apogeemq.remoting;

import io.apogeemq.protocol.header.HeaderCodec;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The table of what a process answers: request code, header, lane, handler. Filled at the start, then only read. */
public final class Routes {
    /** Nearly all codes lie below; the few above are looked up in the map. */
    private static final int DENSE = 1024;

    private final @Nullable Route<?>[] dense = new Route<?>[DENSE];
    private final Map<Integer, Route<?>> sparse = new HashMap<>();

    record Route<H>(int code, HeaderCodec<H> codec, Lane lane, DirectHandler<H> handler) {}

    /**
     * Adds a row.
     *
     * @throws IllegalArgumentException when the code has one already: two parts claim the same request
     */
    public <H> Routes on(int code, HeaderCodec<H> codec, Lane lane, Handler<H> handler) {
        return direct(code, codec, lane, (call, header) -> answer(call, handler.handle(call, header)));
    }

    private static void answer(Call call, CompletionStage<Reply> stage) {
        CompletableFuture<Reply> future = stage.toCompletableFuture();
        if (future.isDone() && !future.isCompletedExceptionally()) {
            call.answer(future.join());
            return;
        }
        call.answerWith(stage);
    }

    /**
     * Adds a row whose handler answers by itself.
     *
     * @throws IllegalArgumentException as {@link #on}
     */
    public <H> Routes direct(int code, HeaderCodec<H> codec, Lane lane, DirectHandler<H> handler) {
        if (find(code) != null) {
            throw new IllegalArgumentException("request code " + code + " has a route already");
        }
        Route<H> route = new Route<>(code, codec, lane, handler);
        if (code >= 0 && code < DENSE) {
            dense[code] = route;
        } else {
            sparse.put(code, route);
        }
        return this;
    }

    /** A table with the same rows but those of the given codes. */
    public Routes without(int... codes) {
        Routes others = new Routes();
        System.arraycopy(dense, 0, others.dense, 0, DENSE);
        others.sparse.putAll(sparse);
        for (int code : codes) {
            if (code >= 0 && code < DENSE) {
                others.dense[code] = null;
            }
            others.sparse.remove(code);
        }
        return others;
    }

    @Nullable
    Route<?> find(int code) {
        return code >= 0 && code < DENSE ? dense[code] : sparse.get(code);
    }
}
