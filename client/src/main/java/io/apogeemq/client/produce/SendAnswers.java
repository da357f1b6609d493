package io.apogeemq.client.produce;

import io.apogeemq.client.core.ClientFailure;
import io.apogeemq.protocol.body.BrokerQueue;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.SendAnswer;
import io.apogeemq.remoting.Answer;

/** Reads what a broker answers to a send (spec/client.md 20, step 8). */
final class SendAnswers {
    private static final String DEFAULT_REGION = "DefaultRegion";

    private SendAnswers() {}

    /**
     * Reads an answer.
     *
     * @throws ClientFailure when the broker has not stored the message
     * @throws io.apogeemq.protocol.header.BadHeader when it lacks a field
     */
    static Sent read(Answer answer, String address, BrokerQueue queue, String messageId) throws ClientFailure {
        Sent.Status status = status(answer, address);
        SendAnswer header = answer.header(SendAnswer.CODEC);
        String batchId = header.batchUniqueId();
        String region = header.region();
        Boolean traceOn = header.traceOn();
        return new Sent(
                status,
                batchId == null ? messageId : batchId,
                header.messageId(),
                new BrokerQueue(queue.brokerName(), header.queueId(), queue.topic()),
                header.queueOffset(),
                header.transactionId(),
                header.recallHandle(),
                region == null || region.isEmpty() ? DEFAULT_REGION : region,
                traceOn == null || traceOn);
    }

    private static Sent.Status status(Answer answer, String address) throws ClientFailure {
        return switch (answer.code()) {
            case ResponseCode.SUCCESS -> Sent.Status.OK;
            case ResponseCode.FLUSH_DISK_TIMEOUT -> Sent.Status.FLUSH_DISK_TIMEOUT;
            case ResponseCode.FLUSH_SLAVE_TIMEOUT -> Sent.Status.FLUSH_SLAVE_TIMEOUT;
            case ResponseCode.SLAVE_NOT_AVAILABLE -> Sent.Status.SLAVE_NOT_AVAILABLE;
            default -> throw ClientFailure.refused(answer.code(), answer.remark(), address);
        };
    }
}
