package io.apogeemq.broker.transaction;

import io.apogeemq.broker.feature.Appender;
import io.apogeemq.broker.topic.TopicTable;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.EndTransactionRequest;
import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.OutgoingRecord;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.protocol.message.SysFlag;
import io.apogeemq.protocol.message.TopicNames;
import io.apogeemq.remoting.Call;
import io.apogeemq.remoting.Refusal;
import io.apogeemq.remoting.Reply;
import io.apogeemq.store.Store;
import io.apogeemq.store.StoreFailure;
import io.apogeemq.store.segment.LeasedSlices;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A producer ends its transaction: END_TRANSACTION 37 (spec/requests.md). Said twice it counts once, also when the second word
 * comes while the first is on its way.
 */
@OwnedBy("following")
final class EndTransactionHandler {
    private static final Refusal NOT_FOUND =
            new Refusal(ResponseCode.SYSTEM_ERROR, "Find prepared transaction message failed");

    private final Transactions transactions;
    private final Store store;
    private final TopicTable topics;
    private final Appender appender;
    private final Loop loop;
    private final Clock clock;
    private final LongSupplier timeoutMillis;
    private final boolean follows;
    private final RecordReader reader = new RecordReader();
    private final MessageProperties properties = new MessageProperties();

    /**
     * @param timeoutMillis {@code transactionTimeOut}
     * @param follows whether this broker is a slave
     */
    EndTransactionHandler(
            Transactions transactions,
            Store store,
            TopicTable topics,
            Appender appender,
            Loop loop,
            Clock clock,
            LongSupplier timeoutMillis,
            boolean follows) {
        this.transactions = transactions;
        this.store = store;
        this.topics = topics;
        this.appender = appender;
        this.loop = loop;
        this.clock = clock;
        this.timeoutMillis = timeoutMillis;
        this.follows = follows;
    }

    /** Any thread. */
    CompletionStage<Reply> end(Call call, EndTransactionRequest end) {
        if (follows) {
            return Reply.refused(ResponseCode.SLAVE_NOT_AVAILABLE, "a slave ends no transactions: tell its master")
                    .now();
        }
        boolean commits = end.outcome() == SysFlag.TRANSACTION_COMMIT;
        if (!commits && end.outcome() != SysFlag.TRANSACTION_ROLLBACK) {
            // the producer does not know yet: it is asked later
            return Reply.okNow();
        }
        return CompletableFuture.supplyAsync(() -> endNow(end, commits), loop).thenCompose(stage -> stage);
    }

    private CompletionStage<Reply> endNow(EndTransactionRequest end, boolean commits) {
        if (!transactions.isReady()) {
            return Reply.refused(
                            ResponseCode.SERVICE_NOT_AVAILABLE,
                            "the broker starts or stops: it asks the producer again later")
                    .now();
        }
        try {
            Half half = transactions.find(end.halfOffset());
            if (half == null || half.position != end.position()) {
                Refusal fault = fault(end);
                if (fault != null) {
                    return Reply.refused(fault).now();
                }
                // its producer was asked meanwhile, which is no reason not to hear it
                half = transactions.findMoved(end.halfOffset());
                if (half == null) {
                    return Reply.okNow();
                }
            }
            Refusal refusal = refuse(half, end);
            if (refusal != null) {
                return Reply.refused(refusal).now();
            }
            CompletableFuture<?> underWay = half.underWay;
            if (underWay != null) {
                // it is moved, or ended already: whichever it is, the next word finds it so
                return underWay.handle((done, failure) -> null).thenCompose(done -> endNow(end, commits));
            }
            return transactions.end(half, commits ? this::commit : null).thenApply(this::answer);
        } catch (StoreFailure e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private @Nullable Refusal refuse(Half half, EndTransactionRequest end) {
        if (!half.group.equals(end.producerGroup())) {
            return new Refusal(
                    ResponseCode.SYSTEM_ERROR,
                    "The producer group wrong: it is " + half.group + ", not " + end.producerGroup());
        }
        if (!end.afterCheck()
                && half.immunityMillis >= 0
                && clock.millis() - half.bornMillis > Math.max(half.immunityMillis, timeoutMillis.getAsLong())) {
            return new Refusal(
                    ResponseCode.ILLEGAL_OPERATION,
                    "the time is over in which the producer was not to be asked (CHECK_IMMUNITY_TIME_IN_SECONDS): it is"
                            + " asked what became of the transaction");
        }
        return null;
    }

    private @Nullable Refusal commit(OutgoingRecord record) {
        Refusal refusal = HalfWriter.commit(record);
        if (refusal == null && topics.find(record.topic()) == null) {
            return new Refusal(
                    ResponseCode.TOPIC_NOT_EXIST,
                    "topic " + record.topic() + " does not exist any more; the half message waits until it does");
        }
        return refusal;
    }

    private Reply answer(HalfWriter.Written written) {
        Refusal refusal = written.refusal();
        if (refusal != null) {
            return Reply.refused(refusal);
        }
        return written.missing() == null ? Reply.ok() : Reply.refused(appender.late(written.missing()));
    }

    /** Why there is no such half message, or null when there was one and it has ended. */
    private @Nullable Refusal fault(EndTransactionRequest end) throws StoreFailure {
        LeasedSlices message = end.position() < 0 ? null : store.record(end.position());
        if (message == null) {
            return NOT_FOUND;
        }
        try {
            ByteBuffer bytes = message.buffer(0);
            if (reader.read(bytes, 0, bytes.limit()) != RecordReader.Found.RECORD
                    || !reader.isOfTopic(TopicNames.HALF)) {
                return NOT_FOUND;
            }
            if (reader.queueOffset() != end.halfOffset()) {
                return new Refusal(ResponseCode.SYSTEM_ERROR, "The transaction state table offset wrong");
            }
            if (!Half.of(reader, properties).group.equals(end.producerGroup())) {
                return new Refusal(ResponseCode.SYSTEM_ERROR, "The producer group wrong");
            }
            return null;
        } finally {
            message.release();
        }
    }
}
