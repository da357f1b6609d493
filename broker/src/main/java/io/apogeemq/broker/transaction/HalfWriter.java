package io.apogeemq.broker.transaction;

import io.apogeemq.broker.feature.Appender;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.concurrent.Position;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.OutgoingBatch;
import io.apogeemq.protocol.message.OutgoingRecord;
import io.apogeemq.protocol.message.PropertyKey;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.protocol.message.SysFlag;
import io.apogeemq.protocol.message.TopicNames;
import io.apogeemq.remoting.Refusal;
import io.apogeemq.store.Store;
import io.apogeemq.store.StoreFailure;
import io.apogeemq.store.log.AppendResult;
import io.apogeemq.store.segment.LeasedSlices;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Writes how a half message goes on: the message that it becomes and the note that it has ended are one append, so that a crash
 * leaves both or none. So a message is neither lost between the two nor delivered twice.
 */
@OwnedBy("following")
final class HalfWriter {
    /** Of notes of ended half messages (spec/messages.md 15). */
    private static final String ENDED_TAG = "d";

    private static final String QUEUE_ID = "[0-9]{1,9}";

    private final Store store;
    private final Appender appender;
    private final Loop loop;
    private final Clock clock;
    private final InetSocketAddress storeHost;
    private final OutgoingBatch batch = new OutgoingBatch();
    private final OutgoingRecord record = new OutgoingRecord();
    private final RecordReader reader = new RecordReader();
    private int openCount;

    HalfWriter(Store store, Appender appender, Loop loop, Clock clock, InetSocketAddress storeHost) {
        this.store = store;
        this.appender = appender;
        this.loop = loop;
        this.clock = clock;
        this.storeHost = storeHost;
    }

    /** What becomes of a half message besides that it ends. */
    @FunctionalInterface
    interface Next {
        /**
         * Turns the half message, as it lies in the half queue, into what it becomes.
         *
         * @return null, or why that can't be
         */
        @Nullable
        Refusal make(OutgoingRecord record);
    }

    /**
     * What came of it.
     *
     * @param refusal null when it was appended
     * @param missing null when it is as durable as was promised
     * @param position of what the half message became
     * @param offset of that in its queue
     * @param storeMillis of that
     */
    record Written(
            @Nullable Refusal refusal, @Nullable Position missing, long position, long offset, long storeMillis) {
        static Written refused(Refusal why) {
            return new Written(why, null, -1, -1, -1);
        }
    }

    /** How many appends are on their way. */
    int openCount() {
        return openCount;
    }

    /** The producer's word: the message goes where it was sent to. */
    static @Nullable Refusal commit(OutgoingRecord record) {
        MessageProperties properties = record.properties();
        String topic = properties.get(PropertyKey.REAL_TOPIC);
        String queueId = properties.get(PropertyKey.REAL_QUEUE_ID);
        if (topic == null || queueId == null || !queueId.matches(QUEUE_ID)) {
            return new Refusal(
                    ResponseCode.SYSTEM_ERROR,
                    "the half message does not say where it was sent to (REAL_TOPIC, REAL_QID)");
        }
        properties.remove(PropertyKey.REAL_TOPIC);
        properties.remove(PropertyKey.REAL_QUEUE_ID);
        record.sysFlag(SysFlag.withTransaction(record.sysFlag(), SysFlag.TRANSACTION_COMMIT));
        record.redirect(topic, Integer.parseInt(queueId));
        return null;
    }

    /**
     * Appends what the half message becomes, and that it has ended.
     *
     * @param next null when it becomes nothing
     * @return completes on the loop; with a {@link StoreFailure} when the half message cannot be read
     */
    CompletableFuture<Written> end(Half half, @Nullable Next next) {
        CompletableFuture<Written> written = new CompletableFuture<>();
        openCount++;
        append(half, next, written);
        return written;
    }

    private void append(Half half, @Nullable Next next, CompletableFuture<Written> written) {
        try {
            Refusal refusal = fill(half, next);
            if (refusal == null) {
                AppendResult result = appender.tryAppend(batch);
                if (result == AppendResult.APPENDED) {
                    long position = batch.position(0);
                    long offset = batch.queueOffset(0);
                    long storeMillis = batch.storeMillis();
                    appender.confirm(
                            batch,
                            true,
                            loop,
                            missing -> finish(written, new Written(null, missing, position, offset, storeMillis)));
                    return;
                }
                refusal = appender.waitOrRefuse(result, loop, () -> append(half, next, written));
            }
            if (refusal != null) {
                finish(written, Written.refused(refusal));
            }
        } catch (IllegalArgumentException e) {
            finish(written, Written.refused(new Refusal(ResponseCode.MESSAGE_ILLEGAL, String.valueOf(e.getMessage()))));
        } catch (StoreFailure | RuntimeException e) {
            openCount--;
            written.completeExceptionally(e);
        }
    }

    private void finish(CompletableFuture<Written> written, Written outcome) {
        openCount--;
        written.complete(outcome);
    }

    private @Nullable Refusal fill(Half half, @Nullable Next next) throws StoreFailure {
        batch.clear();
        batch.allOrNone();
        if (next != null) {
            LeasedSlices message = store.record(half.position);
            if (message == null) {
                return gone(half);
            }
            try {
                ByteBuffer bytes = message.buffer(0);
                if (reader.read(bytes, 0, bytes.limit()) != RecordReader.Found.RECORD) {
                    return gone(half);
                }
                copy(reader, record, half.position);
                Refusal refusal = next.make(record);
                if (refusal != null) {
                    return refusal;
                }
                batch.add(record);
            } finally {
                record.clear();
                message.release();
            }
        }
        byte[] body = Long.toString(half.offset).getBytes(StandardCharsets.US_ASCII);
        record.set(TopicNames.OP_HALF, 0, 0, 0, clock.millis(), storeHost, storeHost, 0, 0, ByteBuffer.wrap(body));
        record.properties().put(PropertyKey.TAGS, ENDED_TAG);
        batch.add(record);
        record.clear();
        return null;
    }

    private static Refusal gone(Half half) {
        return new Refusal(
                ResponseCode.SYSTEM_ERROR,
                "Find prepared transaction message failed: the log has no message at " + half.position);
    }

    /** The half message as a new one, in the same place; its body is not copied. */
    static void copy(RecordReader from, OutgoingRecord to, long preparedPosition) {
        to.set(
                from.topic(),
                from.queueId(),
                from.flag(),
                from.sysFlag(),
                from.bornMillis(),
                from.bornHost(),
                from.storeHost(),
                from.reconsumeTimes(),
                preparedPosition,
                from.body());
        from.properties(to.properties());
    }
}
