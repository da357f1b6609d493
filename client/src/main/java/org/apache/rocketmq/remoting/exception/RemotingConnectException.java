package org.apache.rocketmq.remoting.exception;

/** There is no connection to the address and none could be made. */
public class RemotingConnectException extends RemotingException {
    private static final long serialVersionUID = -5565366231695911316L;

    public RemotingConnectException(String addr) {
        this(addr, null);
    }

    public RemotingConnectException(String addr, Throwable cause) {
        super(text(addr, cause), cause);
    }

    /** With the reason where the cause is a failure to connect that tells one. */
    private static String text(String addr, Throwable cause) {
        String text = "connect to " + addr + " failed";
        String reason = cause == null ? null : cause.getMessage();
        return reason != null && reason.startsWith(text) ? reason : text;
    }
}
