package org.apache.rocketmq.client.impl;

import io.apogeemq.client.core.ClientFailure;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.remoting.exception.RemotingConnectException;
import org.apache.rocketmq.remoting.exception.RemotingException;
import org.apache.rocketmq.remoting.exception.RemotingSendRequestException;
import org.apache.rocketmq.remoting.exception.RemotingTimeoutException;
import org.apache.rocketmq.remoting.exception.RemotingTooMuchRequestException;

/** Says the engine's failures in the contract's exceptions (spec/client.md 8). */
public final class Failures {
    private static final String SEE = "\nSee https://rocketmq.apache.org/docs/bestPractice/06FAQ for further details.";

    private Failures() {}

    /** The text with the line that names the published help, as states and starts are complained of. */
    public static String withHelp(String text) {
        return text + SEE;
    }

    /** The exception that a program expects for the failure; a program's own exception comes back as it was. */
    public static Exception toException(ClientFailure failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof MQClientException || cause instanceof RemotingException) {
            return (Exception) cause;
        }
        String address = failure.address();
        return switch (failure.kind()) {
            case CLIENT -> clientException(failure);
            case BROKER -> new MQBrokerException(failure.code(), failure.getMessage(), address);
            case CONNECT -> new RemotingConnectException(address, failure);
            case SEND -> new RemotingSendRequestException(address, failure);
            case TIMEOUT -> new RemotingTimeoutException(address, failure.timeoutMillis(), failure);
            case TOO_MANY -> new RemotingTooMuchRequestException(failure.getMessage());
        };
    }

    /** Throws what a program expects for the failure. */
    public static void raise(ClientFailure failure) throws MQClientException, RemotingException, MQBrokerException {
        Exception exception = toException(failure);
        if (exception instanceof MQClientException client) {
            throw client;
        }
        if (exception instanceof RemotingException remoting) {
            throw remoting;
        }
        throw (MQBrokerException) exception;
    }

    /** The failure as the one exception of methods that declare no other. */
    public static MQClientException toClientException(String text, ClientFailure failure) {
        Exception exception = toException(failure);
        return exception instanceof MQClientException client
                ? client
                : new MQClientException(text + ": " + failure.reason(), exception);
    }

    private static MQClientException clientException(ClientFailure failure) {
        Throwable cause = failure.getCause() instanceof ClientFailure inner ? toException(inner) : failure.getCause();
        return failure.code() == ClientFailure.NO_CODE
                ? new MQClientException(failure.getMessage(), cause)
                : new MQClientException(failure.code(), failure.getMessage(), cause);
    }
}
