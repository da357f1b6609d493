package io.apogeemq.remoting;

import java.util.concurrent.CompletionStage;

/**
 * Answers one kind of request. It has no threads and no state of its own; it runs on the loop of its route's lane.
 *
 * @param <H> the request's header
 */
@FunctionalInterface
public interface Handler<H> {

    /**
     * Handles a request. A stage that is not complete yet is answered when it completes, on whatever thread; a long poll
     * is a stage not yet complete. An exception, thrown or in the stage, is answered as SYSTEM_ERROR.
     */
    CompletionStage<Reply> handle(Call call, H header);
}
