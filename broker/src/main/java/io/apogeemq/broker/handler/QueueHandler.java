package io.apogeemq.broker.handler;

import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.frame.Payload;
import io.apogeemq.protocol.header.MaxOffsetRequest;
import io.apogeemq.protocol.header.NoHeader;
import io.apogeemq.protocol.header.OffsetAnswer;
import io.apogeemq.protocol.header.QueueRequest;
import io.apogeemq.protocol.header.SearchOffsetRequest;
import io.apogeemq.protocol.header.StoreTimeAnswer;
import io.apogeemq.protocol.header.ViewMessageRequest;
import io.apogeemq.remoting.Call;
import io.apogeemq.remoting.Reply;
import io.apogeemq.store.Store;
import io.apogeemq.store.StoreFailure;
import io.apogeemq.store.queue.ConsumeQueue;
import io.apogeemq.store.read.TimeLookup.Boundary;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What is asked of a queue or of one message: requests 29 to 33 (spec/requests.md). */
public final class QueueHandler {
    private final Store store;

    public QueueHandler(Store store) {
        this.store = store;
    }

    public CompletionStage<Reply> maxOffset(Call call, MaxOffsetRequest request) {
        ConsumeQueue queue = store.queue(request.topic(), request.queueId());
        return offset(queue == null ? 0 : queue.maxOffset());
    }

    public CompletionStage<Reply> minOffset(Call call, QueueRequest request) {
        ConsumeQueue queue = store.queue(request.topic(), request.queueId());
        return offset(queue == null ? 0 : queue.minOffset());
    }

    /** Reads records: on a reader loop. */
    public CompletionStage<Reply> offsetByTime(Call call, SearchOffsetRequest request) {
        ConsumeQueue queue = store.queue(request.topic(), request.queueId());
        Boundary boundary = request.upper() ? Boundary.UPPER : Boundary.LOWER;
        try {
            return offset(queue == null ? 0 : store.offsetByTime(queue, request.millis(), boundary));
        } catch (StoreFailure e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /** Reads a record: on a reader loop. */
    public CompletionStage<Reply> earliestTime(Call call, QueueRequest request) {
        ConsumeQueue queue = store.queue(request.topic(), request.queueId());
        try {
            long millis = queue == null ? -1 : store.earliestTime(queue);
            return Reply.ok(StoreTimeAnswer.CODEC, new StoreTimeAnswer(millis)).now();
        } catch (StoreFailure e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /** Reads a record: on a reader loop. */
    public CompletionStage<Reply> view(Call call, ViewMessageRequest request) {
        Payload record;
        try {
            record = store.record(request.position());
        } catch (StoreFailure e) {
            return CompletableFuture.failedStage(e);
        }
        if (record == null) {
            return Reply.refused(ResponseCode.SYSTEM_ERROR, "can not find message by the offset, " + request.position())
                    .now();
        }
        return Reply.ok(NoHeader.CODEC, NoHeader.NONE, record).now();
    }

    private static CompletionStage<Reply> offset(long offset) {
        return Reply.ok(OffsetAnswer.CODEC, new OffsetAnswer(offset)).now();
    }
}
