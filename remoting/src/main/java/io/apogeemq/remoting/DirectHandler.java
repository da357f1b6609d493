package io.apogeemq.remoting;

/**
 * Answers one kind of request through {@link Call#answer}: before it returns, or later. For what is asked so often that a
 * stage and what hangs on it would be most of an answer's cost; everything else is a {@link Handler}.
 *
 * @param <H> the request's header
 */
@FunctionalInterface
public interface DirectHandler<H> {

    /**
     * Handles a request, on the loop of its route's lane. Answers it exactly once. What cannot be answered before this
     * returns goes on by {@link Call#goOn}, {@link Call#goOnWith}, {@link Call#later} or {@link Call#answerWith}, and by
     * nothing else: an exception there, as one that leaves this, is answered as SYSTEM_ERROR.
     */
    void handle(Call call, H header);
}
