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
     * Handles a request, on the loop of its route's lane. Answers it exactly once. An exception that leaves this is
     * answered as SYSTEM_ERROR; what fails later is told to {@link Call#fail}.
     */
    void handle(Call call, H header);
}
