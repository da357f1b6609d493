package org.apache.rocketmq.client.exception;

/** The broker answered with a code other than success. */
public class MQBrokerException extends Exception {
    private static final long serialVersionUID = 5975020272601250368L;

    private final int responseCode;
    private final String errorMessage;
    private final String brokerAddr;

    /** For {@link OffsetNotFoundException} without a text. */
    MQBrokerException() {
        this.responseCode = 0;
        this.errorMessage = null;
        this.brokerAddr = null;
    }

    public MQBrokerException(int responseCode, String errorMessage) {
        this(responseCode, errorMessage, null);
    }

    public MQBrokerException(int responseCode, String errorMessage, String brokerAddr) {
        super(HelpText.add("CODE: " + responseCode + "  DESC: " + errorMessage
                + (brokerAddr == null ? "" : " BROKER: " + brokerAddr)));
        this.responseCode = responseCode;
        this.errorMessage = errorMessage;
        this.brokerAddr = brokerAddr;
    }

    public int getResponseCode() {
        return responseCode;
    }

    /** The bare text, without code and help. */
    public String getErrorMessage() {
        return errorMessage;
    }

    /** Null when not known. */
    public String getBrokerAddr() {
        return brokerAddr;
    }
}
