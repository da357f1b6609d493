package io.apogeemq.client.core;

import io.apogeemq.protocol.body.ConsumerRecord;
import io.apogeemq.protocol.header.ConsumeDirectlyRequest;
import io.apogeemq.protocol.header.ResetOffsetRequest;
import io.apogeemq.protocol.header.RunningInfoRequest;
import io.apogeemq.remoting.Reply;
import java.util.concurrent.CompletionStage;

/** A consumer, and what brokers may ask of it (spec/client.md 39). All methods on the client's loop. */
public interface ConsumerMember extends Member {

    /** What heartbeats say of it. */
    ConsumerRecord describe();

    /** The group's members have changed, or a broker has come back: share the queues anew. */
    void onMembersChanged();

    /** Stores its offsets: the time for it has come. */
    void persistOffsets();

    /**
     * RESET_CONSUMER_CLIENT_OFFSET 220: go on at other offsets.
     *
     * @param body the offsets, as {@code offsetTable}
     */
    void resetOffsets(ResetOffsetRequest request, byte[] body);

    /** GET_CONSUMER_STATUS_FROM_CLIENT 221: the offsets of the topic. */
    CompletionStage<Reply> offsets(String topic);

    /** GET_CONSUMER_RUNNING_INFO 307. */
    CompletionStage<Reply> runningInfo(RunningInfoRequest request);

    /**
     * CONSUME_MESSAGE_DIRECTLY 309.
     *
     * @param record the message as brokers store it
     */
    CompletionStage<Reply> consumeDirectly(ConsumeDirectlyRequest request, byte[] record);
}
