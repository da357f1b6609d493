package io.apogeemq.broker.handler;

import io.apogeemq.broker.group.ConsumerOffsets;
import io.apogeemq.broker.group.GroupTable;
import io.apogeemq.broker.topic.TopicTable;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.CommitOffsetRequest;
import io.apogeemq.protocol.header.OffsetAnswer;
import io.apogeemq.protocol.header.QueryOffsetRequest;
import io.apogeemq.remoting.Call;
import io.apogeemq.remoting.Reply;
import io.apogeemq.store.Store;
import io.apogeemq.store.StoreFailure;
import io.apogeemq.store.queue.ConsumeQueue;
import io.apogeemq.store.read.Reach;
import io.apogeemq.store.read.ReadRequest;
import io.apogeemq.store.read.ReadResult;
import io.apogeemq.store.read.ReadStatus;
import io.apogeemq.store.segment.LeasedSlices;
import java.util.concurrent.CompletionStage;

/** How far groups have consumed: requests 14 and 15 (spec/requests.md). On the connection's loop. */
public final class ConsumerOffsetHandler {
    private final ConsumerOffsets offsets;
    private final TopicTable topics;
    private final GroupTable groups;
    private final Store store;

    public ConsumerOffsetHandler(ConsumerOffsets offsets, TopicTable topics, GroupTable groups, Store store) {
        this.offsets = offsets;
        this.topics = topics;
        this.groups = groups;
        this.store = store;
    }

    public CompletionStage<Reply> query(Call call, QueryOffsetRequest query) {
        long offset = offsets.find(query.topic(), query.group(), query.queueId());
        if (offset >= 0) {
            return Reply.ok(OffsetAnswer.CODEC, new OffsetAnswer(offset)).now();
        }
        boolean mayBeZero = query.zeroIfNotFound() == null || query.zeroIfNotFound();
        if (mayBeZero && startsYoung(query)) {
            return Reply.ok(OffsetAnswer.CODEC, new OffsetAnswer(0)).now();
        }
        return Reply.refused(
                        ResponseCode.QUERY_NOT_FOUND,
                        "Not found, maybe this is a new consumer group boot: " + query.group())
                .now();
    }

    /**
     * A new group starts at 0, whatever it asked for, on a queue that still holds its first message, and holds it in
     * memory: what was sent just before the first consumer came is not lost to it.
     */
    private boolean startsYoung(QueryOffsetRequest query) {
        ConsumeQueue queue = store.queue(query.topic(), query.queueId());
        return queue != null && queue.minOffset() <= 0 && queue.maxOffset() > 0 && isInMemory(queue);
    }

    private boolean isInMemory(ConsumeQueue queue) {
        try {
            ReadResult first = store.read(queue, new ReadRequest(0, 1, 1, Reach.RECENT, null, null));
            LeasedSlices messages = first.messages();
            if (messages != null) {
                messages.release();
            }
            return first.status() == ReadStatus.FOUND;
        } catch (StoreFailure e) {
            return false;
        }
    }

    public CompletionStage<Reply> commit(Call call, CommitOffsetRequest commit) {
        if (groups.find(commit.group()) == null) {
            return Reply.refused(ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST, "Group " + commit.group() + " not exist!")
                    .now();
        }
        if (topics.find(commit.topic()) == null) {
            return Reply.refused(ResponseCode.TOPIC_NOT_EXIST, "Topic " + commit.topic() + " not exist!")
                    .now();
        }
        if (commit.queueId() < 0 || commit.offset() < 0) {
            return Reply.refused(ResponseCode.INVALID_PARAMETER, "queueId and commitOffset are 0 or more")
                    .now();
        }
        offsets.set(commit.topic(), commit.group(), commit.queueId(), commit.offset());
        return Reply.okNow();
    }
}
