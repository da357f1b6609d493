package org.apache.rocketmq.client.exception;

/** A request got no reply in time. */
public class RequestTimeoutException extends Exception {
    private static final long serialVersionUID = -5758410930844185841L;

    private int responseCode;
    private String errorMessage;

    /** Its code is -1. */
    public RequestTimeoutException(String errorMessage, Throwable cause) {
        super(errorMessage, cause);
        this.responseCode = -1;
        this.errorMessage = errorMessage;
    }

    public RequestTimeoutException(int responseCode, String errorMessage) {
        super(withCode(responseCode, errorMessage));
        this.responseCode = responseCode;
        this.errorMessage = errorMessage;
    }

    public int getResponseCode() {
        return responseCode;
    }

    public RequestTimeoutException setResponseCode(int responseCode) {
        this.responseCode = responseCode;
        return this;
    }

    /** The bare text, without code and help. */
    public String getErrorMessage() {
        return errorMessage;
    }

    public void setErrorMessage(String errorMessage) {
        this.errorMessage = errorMessage;
    }

    private static String withCode(int code, String text) {
        return "CODE: " + code + "  DESC: " + text;
    }
}
