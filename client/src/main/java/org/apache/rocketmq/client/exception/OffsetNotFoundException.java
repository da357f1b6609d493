package org.apache.rocketmq.client.exception;

/** The broker knows no offset of the group for the queue. */
public class OffsetNotFoundException extends MQBrokerException {
    private static final long serialVersionUID = 2983648451493815215L;

    public OffsetNotFoundException() {}

    public OffsetNotFoundException(int responseCode, String errorMessage) {
        super(responseCode, errorMessage);
    }

    public OffsetNotFoundException(int responseCode, String errorMessage, String brokerAddr) {
        super(responseCode, errorMessage, brokerAddr);
    }
}
