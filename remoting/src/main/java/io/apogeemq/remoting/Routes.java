package io.apogeemq.remoting;

import io.apogeemq.protocol.header.HeaderCodec;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The table of what a process answers: request code, header, lane, handler. Filled at the start, then only read. */
public final class Routes {
    private static final int CODES_PER_PAGE = 256;

    /** The highest codes, those of pop, are a little above 200,000. */
    private static final int PAGES = 1024;

    /** By code; a page is there when one of its codes is. A look-up costs two steps, and no memory. */
    private final @Nullable Route<?>[] @Nullable [] pages = new Route<?>[PAGES][];

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
        put(code, new Route<>(code, codec, lane, handler));
        return this;
    }

    private void put(int code, @Nullable Route<?> route) {
        int page = code / CODES_PER_PAGE;
        if (code < 0 || page >= PAGES) {
            throw new IllegalArgumentException("request code " + code + " is not one of the protocol's");
        }
        @Nullable Route<?>[] rows = pages[page];
        if (rows == null) {
            rows = new Route<?>[CODES_PER_PAGE];
            pages[page] = rows;
        }
        rows[code % CODES_PER_PAGE] = route;
    }

    /** A table with the same rows but those of the given codes. */
    public Routes without(int... codes) {
        Routes others = new Routes();
        for (int page = 0; page < PAGES; page++) {
            @Nullable Route<?>[] rows = pages[page];
            others.pages[page] = rows == null ? null : rows.clone();
        }
        for (int code : codes) {
            others.put(code, null);
        }
        return others;
    }

    @Nullable
    Route<?> find(int code) {
        int page = code / CODES_PER_PAGE;
        if (code < 0 || page >= PAGES) {
            return null;
        }
        @Nullable Route<?>[] rows = pages[page];
        return rows == null ? null : rows[code % CODES_PER_PAGE];
    }
}
