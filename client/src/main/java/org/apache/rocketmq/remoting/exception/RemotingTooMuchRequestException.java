package org.apache.rocketmq.remoting.exception;

/** A bound of the client was reached, or the time was used up before the request could go out. */
public class RemotingTooMuchRequestException extends RemotingException {
    private static final long serialVersionUID = 4326919581254519654L;

    public RemotingTooMuchRequestException(String message) {
        super(message);
    }
}
