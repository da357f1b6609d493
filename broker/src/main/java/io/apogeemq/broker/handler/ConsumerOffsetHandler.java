package io.apogeemq.broker.handler;

import io.apogeemq.broker.group.ConsumerOffsets;
import io.apogeemq.broker.group.GroupTable;
import io.apogeemq.broker.topic.TopicTable;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.protocol.body.TopicRecord;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.CommitOffsetRequest;
import io.apogeemq.protocol.header.OffsetAnswer;
import io.apogeemq.protocol.header.QueryOffsetRequest;
import io.apogeemq.remoting.Call;
import io.apogeemq.remoting.Reply;
import io.apogeemq.store.Store;
import io.apogeemq.store.StoreFailure;
import io.apogeemq.store.queue.ConsumeQueue;
import io.apogeemq.store.read.ReadRequest;
import io.apogeemq.store.read.ReadResult;
import io.apogeemq.store.read.ReadStatus;
import io.apogeemq.store.segment.LeasedSlices;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** How far groups have consumed: requests 14 and 15 (spec/requests.md). On the connection's loop. */
public final class ConsumerOffsetHandler {
    private final ConsumerOffsets offsets;
    private final TopicTable topics;
    private final GroupTable groups;
    private final Store store;
    private final List<Loop> readers;
    private final long hotLength;

    /**
     * @param readers for what may wait for the disk
     * @param hotLength bytes of the log's end that are taken to be in memory ({@code accessMessageInMemoryMaxRatio})
     */
    public ConsumerOffsetHandler(
            ConsumerOffsets offsets,
            TopicTable topics,
            GroupTable groups,
            Store store,
            List<Loop> readers,
            long hotLength) {
        this.offsets = offsets;
        this.topics = topics;
        this.groups = groups;
        this.store = store;
        this.readers = List.copyOf(readers);
        this.hotLength = hotLength;
    }

    public CompletionStage<Reply> query(Call call, QueryOffsetRequest query) {
        long offset = offsets.find(query.topic(), query.group(), query.queueId());
        if (offset >= 0) {
            return Reply.ok(OffsetAnswer.CODEC, new OffsetAnswer(offset)).now();
        }
        boolean mayBeZero = query.zeroIfNotFound() == null || query.zeroIfNotFound();
        ConsumeQueue queue = store.queue(query.topic(), query.queueId());
        if (mayBeZero && queue != null && queue.minOffset() <= 0 && queue.maxOffset() > 0) {
            return zeroIfYoung(query, queue);
        }
        return notFound(query).now();
    }

    private static Reply notFound(QueryOffsetRequest query) {
        return Reply.refused(
                ResponseCode.QUERY_NOT_FOUND, "Not found, maybe this is a new consumer group boot: " + query.group());
    }

    /**
     * A new group starts at 0, whatever it asked for, on a queue that still holds its first message, when no more has been
     * sent since than fits into memory: what was sent just before the first consumer came is not lost to it. By size, not
     * by what is in memory: a restart must not change the answer.
     */
    private CompletionStage<Reply> zeroIfYoung(QueryOffsetRequest query, ConsumeQueue queue) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        Loop reader = readers.get(Math.floorMod(query.queueId(), readers.size()));
        reader.execute(() -> {
            try {
                reply.complete(isYoung(queue) ? Reply.ok(OffsetAnswer.CODEC, new OffsetAnswer(0)) : notFound(query));
            } catch (StoreFailure | RuntimeException e) {
                reply.completeExceptionally(e);
            }
        });
        return reply;
    }

    /** May wait for the disk. */
    private boolean isYoung(ConsumeQueue queue) throws StoreFailure {
        ReadResult first = store.read(queue, ReadRequest.from(0, 1));
        LeasedSlices messages = first.messages();
        if (messages != null) {
            messages.release();
        }
        return first.status() == ReadStatus.FOUND && store.written().get() - first.lastPosition() <= hotLength;
    }

    public CompletionStage<Reply> commit(Call call, CommitOffsetRequest commit) {
        if (groups.find(commit.group()) == null) {
            return Reply.refused(ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST, "Group " + commit.group() + " not exist!")
                    .now();
        }
        TopicRecord topic = topics.find(commit.topic());
        if (topic == null) {
            return Reply.refused(ResponseCode.TOPIC_NOT_EXIST, "Topic " + commit.topic() + " not exist!")
                    .now();
        }
        if (commit.offset() < 0) {
            return Reply.refused(ResponseCode.INVALID_PARAMETER, "commitOffset is 0 or more, not " + commit.offset())
                    .now();
        }
        int queues = Math.max(topic.readQueueCount(), topic.writeQueueCount());
        boolean isQueue = 0 <= commit.queueId() && commit.queueId() < queues;
        // a topic may have had more queues, and somebody is still at the rest of them
        if (!isQueue && store.queue(topic.name(), commit.queueId()) == null) {
            return Reply.refused(
                            ResponseCode.INVALID_PARAMETER,
                            "topic " + topic.name() + " has queues 0.." + (queues - 1) + ", not " + commit.queueId())
                    .now();
        }
        if (!offsets.set(commit.topic(), commit.group(), commit.queueId(), commit.offset())) {
            return Reply.refused(ResponseCode.SYSTEM_ERROR, offsets.fullness()).now();
        }
        return Reply.okNow();
    }
}
