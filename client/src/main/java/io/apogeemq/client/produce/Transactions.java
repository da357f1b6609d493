package io.apogeemq.client.produce;

import io.apogeemq.client.core.ClientFailure;
import io.apogeemq.client.core.ClientInstance;
import io.apogeemq.client.core.TransactionCheck;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.header.CheckTransactionRequest;
import io.apogeemq.protocol.header.EndTransactionRequest;
import io.apogeemq.protocol.message.OffsetMessageId;
import io.apogeemq.protocol.message.SysFlag;
import io.apogeemq.remoting.Request;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Tells brokers what became of messages that they hold back (spec/client.md 24). Nobody answers: a broker that was not told
 * asks. Stages end when the request is on its way, or with a {@link ClientFailure}.
 */
public final class Transactions {
    private static final long TIMEOUT_MILLIS = 3_000;

    private final ClientInstance instance;

    public Transactions(ClientInstance instance) {
        this.instance = instance;
    }

    /** What became of the program's own work. */
    public enum Outcome {
        COMMIT(SysFlag.TRANSACTION_COMMIT),
        ROLLBACK(SysFlag.TRANSACTION_ROLLBACK),
        /** The broker will ask. */
        UNKNOWN(SysFlag.TRANSACTION_NONE);

        private final int flag;

        Outcome(int flag) {
            this.flag = flag;
        }
    }

    /** Ends what a send began: the address of the broker that holds the message, and the request for it. */
    public record End(String address, EndTransactionRequest request) {}

    /**
     * How to end the transaction of a message that was sent.
     *
     * @throws ClientFailure when the broker that holds it is not known, or has not said where
     */
    public End after(Sent half, String group, String topic, Outcome outcome) throws ClientFailure {
        String id = half.offsetMessageId();
        OffsetMessageId place = id == null ? null : OffsetMessageId.parse(id);
        if (place == null) {
            throw ClientFailure.client("the broker did not say where it holds the message: " + id);
        }
        String brokerName = half.queue().brokerName();
        Optional<String> leader = instance.brokers().leader(brokerName);
        if (leader.isEmpty()) {
            throw instance.noBroker(brokerName);
        }
        return new End(
                leader.get(),
                new EndTransactionRequest(
                        topic,
                        group,
                        half.offset(),
                        place.position(),
                        outcome.flag,
                        false,
                        half.messageId(),
                        half.transactionId(),
                        brokerName));
    }

    /** How to answer a broker's question. */
    public static End after(TransactionCheck check, String group, @Nullable String messageId, Outcome outcome) {
        CheckTransactionRequest asked = check.request();
        return new End(
                check.address(),
                new EndTransactionRequest(
                        asked.topic(),
                        group,
                        asked.halfOffset(),
                        asked.position(),
                        outcome.flag,
                        true,
                        messageId,
                        asked.transactionId(),
                        null));
    }

    /** Tells the broker. */
    public CompletionStage<Void> tell(End end) {
        return instance.caller()
                .tell(
                        end.address(),
                        Request.of(RequestCode.END_TRANSACTION, EndTransactionRequest.CODEC, end.request()),
                        TIMEOUT_MILLIS);
    }
}
