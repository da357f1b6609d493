package io.apogeemq.broker.transaction;

import io.apogeemq.broker.feature.Appender;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.ResumeCheckRequest;
import io.apogeemq.protocol.message.OffsetMessageId;
import io.apogeemq.protocol.message.OutgoingRecord;
import io.apogeemq.protocol.message.RecordReader;
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

/**
 * Has the producers of a message asked again that was moved away: RESUME_CHECK_HALF_MESSAGE 323 (spec/requests.md). Reads the
 * log: on a reader loop.
 */
final class ResumeHandler {
    private final Store store;
    private final Appender appender;
    private final Loop loop;

    ResumeHandler(Store store, Appender appender, Loop loop) {
        this.store = store;
        this.appender = appender;
        this.loop = loop;
    }

    CompletionStage<Reply> resume(Call call, ResumeCheckRequest request) {
        String text = request.messageId();
        OffsetMessageId id = text == null ? null : OffsetMessageId.parse(text);
        if (text == null || id == null) {
            return Reply.refused(
                            ResponseCode.INVALID_PARAMETER,
                            "msgId is the offset id of a message of " + TopicNames.CHECK_EXPIRED + ", not " + text)
                    .now();
        }
        try {
            LeasedSlices message = store.record(id.position());
            if (message == null) {
                return notThere(text).now();
            }
            RecordReader reader = new RecordReader();
            ByteBuffer bytes = message.buffer(0);
            if (reader.read(bytes, 0, bytes.limit()) != RecordReader.Found.RECORD
                    || !reader.isOfTopic(TopicNames.CHECK_EXPIRED)) {
                message.release();
                return notThere(text).now();
            }
            OutgoingRecord record = new OutgoingRecord();
            HalfWriter.copy(reader, record, 0);
            record.properties().put(Half.CHECKS, "0");
            record.properties().remove(Half.ORIGIN);
            record.redirect(TopicNames.HALF, 0);
            return appender.appendAsIs(record, loop)
                    .whenComplete((placed, failure) -> message.release())
                    .thenApply(placed -> {
                        Refusal refusal = placed.refusal();
                        return refusal == null ? Reply.ok() : Reply.refused(refusal);
                    });
        } catch (StoreFailure e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private static Reply notThere(String id) {
        return Reply.refused(
                ResponseCode.SYSTEM_ERROR, "there is no message " + id + " in " + TopicNames.CHECK_EXPIRED);
    }
}
