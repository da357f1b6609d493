package org.apache.rocketmq.client.impl;

import io.apogeemq.client.core.ClientFailure;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.remoting.exception.RemotingException;
import org.apache.rocketmq.remoting.exception.RemotingTimeoutException;

/** Waits for what the engine does: the only place where the client blocks a thread, and only the program's own. */
public final class Waiting {
    /**
     * The engine ends every call within its own time; this is added to that, for a machine under load, so that a program
     * does not wait for ever if the engine's threads are gone.
     */
    private static final long GRACE_MILLIS = 5_000;

    private Waiting() {}

    /** The outcome, or the contract's exception for the failure. */
    public static <T> T get(CompletionStage<T> stage, long timeoutMillis)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        try {
            return outcome(stage, timeoutMillis);
        } catch (ClientFailure failure) {
            Failures.raise(failure);
            throw new IllegalStateException("a failure was not raised", failure);
        } catch (TimeoutException e) {
            throw new RemotingTimeoutException("no outcome within " + (timeoutMillis + GRACE_MILLIS) + " ms");
        }
    }

    /**
     * The outcome, for methods that declare one exception only.
     *
     * @param text of the exception when the failure is of another kind
     */
    public static <T> T getOrClientException(CompletionStage<T> stage, long timeoutMillis, String text)
            throws MQClientException {
        try {
            return outcome(stage, timeoutMillis);
        } catch (ClientFailure failure) {
            throw Failures.toClientException(text, failure);
        } catch (TimeoutException e) {
            throw new MQClientException(
                    text + ": the client's threads brought no outcome within " + (timeoutMillis + GRACE_MILLIS) + " ms",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MQClientException(text + ": the thread that waited was interrupted", e);
        }
    }

    private static <T> T outcome(CompletionStage<T> stage, long timeoutMillis)
            throws ClientFailure, InterruptedException, TimeoutException {
        try {
            return stage.toCompletableFuture().get(timeoutMillis + GRACE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw ClientFailure.of(e.getCause(), "", timeoutMillis);
        }
    }
}
