package org.apache.rocketmq.client.exception;

/** The client refused or gave up; the code is one of the client's (ClientErrorCode) or a broker's. */
public class MQClientException extends Exception {
    private static final long serialVersionUID = -5758410930844185841L;

    private int responseCode;
    private String errorMessage;

    /** Its code is -1. */
    public MQClientException(String errorMessage, Throwable cause) {
        super(HelpText.add(errorMessage), cause);
        this.responseCode = -1;
        this.errorMessage = errorMessage;
    }

    public MQClientException(int responseCode, String errorMessage) {
        super(HelpText.add(withCode(responseCode, errorMessage)));
        this.responseCode = responseCode;
        this.errorMessage = errorMessage;
    }

    public MQClientException(int responseCode, String errorMessage, Throwable cause) {
        super(HelpText.add(withCode(responseCode, errorMessage)), cause);
        this.responseCode = responseCode;
        this.errorMessage = errorMessage;
    }

    public int getResponseCode() {
        return responseCode;
    }

    public MQClientException setResponseCode(int responseCode) {
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
