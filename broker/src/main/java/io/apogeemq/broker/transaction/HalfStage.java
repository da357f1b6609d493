package io.apogeemq.broker.transaction;

import io.apogeemq.broker.feature.AppendStage;
import io.apogeemq.broker.feature.SendContext;
import io.apogeemq.broker.feature.Staged;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.OutgoingRecord;
import io.apogeemq.protocol.message.PropertyKey;
import io.apogeemq.protocol.message.SysFlag;
import io.apogeemq.protocol.message.TopicNames;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/** Sends the first part of a transactional message to the half queue. Source: spec/messages.md 15. */
final class HalfStage implements AppendStage {
    private static final String TRANSACTION_ID = "__transactionId__";
    private static final List<String> DELAYS =
            List.of(PropertyKey.DELAY, "TIMER_DELAY_SEC", "TIMER_DELAY_MS", "TIMER_DELIVER_MS");

    private final BooleanSupplier rejects;
    private final IntSupplier waiting;
    private final int mostWaiting;

    /**
     * @param rejects {@code rejectTransactionMessage}
     * @param waiting how many half messages wait for their end
     */
    HalfStage(BooleanSupplier rejects, IntSupplier waiting, int mostWaiting) {
        this.rejects = rejects;
        this.waiting = waiting;
        this.mostWaiting = mostWaiting;
    }

    @Override
    public Staged stage(SendContext send) {
        OutgoingRecord record = send.record();
        MessageProperties properties = record.properties();
        boolean prepared = properties.is(PropertyKey.TRANSACTION_PREPARED, "true");
        if (record.reconsumeTimes() > 0) {
            // it comes again: what it was once is over
            return Staged.PASS;
        }
        if (!prepared) {
            return SysFlag.transaction(record.sysFlag()) == SysFlag.TRANSACTION_NONE
                    ? Staged.PASS
                    : Staged.refused(
                            ResponseCode.MESSAGE_ILLEGAL,
                            "sysFlag says that it belongs to a transaction, and the property TRAN_MSG doesn't");
        }
        if (send.inBatch()) {
            return Staged.refused(
                    ResponseCode.MESSAGE_ILLEGAL, "a batch takes no transactional messages: send them one by one");
        }
        if (rejects.getAsBoolean()) {
            return Staged.refused(
                    ResponseCode.NO_PERMISSION,
                    "this broker takes no transactional messages (rejectTransactionMessage)");
        }
        for (String delay : DELAYS) {
            if (properties.has(delay)) {
                return Staged.refused(
                        ResponseCode.MESSAGE_ILLEGAL,
                        "a transactional message cannot be delayed: send it without the property " + delay);
            }
        }
        if (waiting.getAsInt() >= mostWaiting) {
            return Staged.refused(
                    ResponseCode.SYSTEM_BUSY,
                    mostWaiting
                            + " transactions wait for their end, as many as the broker's memory is good for: look why"
                            + " producers don't end them, or give it more (-Xmx)");
        }
        String id = properties.get(PropertyKey.UNIQUE_ID);
        if (id != null) {
            properties.put(TRANSACTION_ID, id);
        }
        properties.put(PropertyKey.REAL_TOPIC, record.topic());
        properties.put(PropertyKey.REAL_QUEUE_ID, Integer.toString(record.queueId()));
        record.sysFlag(SysFlag.withTransaction(record.sysFlag(), SysFlag.TRANSACTION_NONE));
        record.redirect(TopicNames.HALF, 0);
        return Staged.PASS;
    }
}
