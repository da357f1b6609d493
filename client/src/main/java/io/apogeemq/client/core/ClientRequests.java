package io.apogeemq.client.core;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.CheckTransactionRequest;
import io.apogeemq.protocol.header.ConsumeDirectlyRequest;
import io.apogeemq.protocol.header.ConsumerGroupRequest;
import io.apogeemq.protocol.header.PushReplyRequest;
import io.apogeemq.protocol.header.ResetOffsetRequest;
import io.apogeemq.protocol.header.RunningInfoRequest;
import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.PropertyKey;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.remoting.Lane;
import io.apogeemq.remoting.Reply;
import io.apogeemq.remoting.Routes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What brokers may ask of a client (spec/client.md 39): the table of it, and who of the members answers. */
final class ClientRequests {
    private static final Logger log = LoggerFactory.getLogger(ClientRequests.class);
    private static final String CORRELATION_ID = "CORRELATION_ID";

    private final Members members;
    private final PendingReplies replies;
    private final Clock clock;

    ClientRequests(Members members, PendingReplies replies, Clock clock) {
        this.members = members;
        this.replies = replies;
        this.clock = clock;
    }

    Routes routes() {
        return new Routes()
                .on(
                        RequestCode.NOTIFY_CONSUMER_IDS_CHANGED,
                        ConsumerGroupRequest.CODEC,
                        Lane.CONTROL,
                        (call, request) -> {
                            members.consumer(request.group()).ifPresent(ConsumerMember::onMembersChanged);
                            return Reply.okNow();
                        })
                .on(
                        RequestCode.RESET_CONSUMER_CLIENT_OFFSET,
                        ResetOffsetRequest.CODEC,
                        Lane.CONTROL,
                        (call, request) -> {
                            members.consumer(request.group())
                                    .ifPresent(consumer -> consumer.resetOffsets(request, call.bodyBytes()));
                            return Reply.okNow();
                        })
                .on(
                        RequestCode.GET_CONSUMER_STATUS_FROM_CLIENT,
                        StatusRequest.CODEC,
                        Lane.CONTROL,
                        (call, request) -> answer(request.group(), consumer -> consumer.offsets(request.topic())))
                .on(
                        RequestCode.GET_CONSUMER_RUNNING_INFO,
                        RunningInfoRequest.CODEC,
                        Lane.CONTROL,
                        (call, request) -> answer(request.group(), consumer -> consumer.runningInfo(request)))
                .on(
                        RequestCode.CONSUME_MESSAGE_DIRECTLY,
                        ConsumeDirectlyRequest.CODEC,
                        Lane.CONTROL,
                        (call, request) -> answer(
                                request.group(), consumer -> consumer.consumeDirectly(request, call.bodyBytes())))
                .on(
                        RequestCode.CHECK_TRANSACTION_STATE,
                        CheckTransactionRequest.CODEC,
                        Lane.CONTROL,
                        (call, request) -> {
                            check(new TransactionCheck(
                                    request, call.bodyBytes(), call.peer().remoteAddress()));
                            return Reply.okNow();
                        })
                .on(
                        RequestCode.PUSH_REPLY_MESSAGE_TO_CLIENT,
                        PushReplyRequest.CODEC,
                        Lane.CONTROL,
                        (call, request) -> take(new PushedReply(request, call.bodyBytes(), clock.millis())));
    }

    /** The message says which group sent it. */
    private void check(TransactionCheck check) {
        RecordReader reader = new RecordReader();
        byte[] record = check.record();
        if (reader.read(ByteBuffer.wrap(record), 0, record.length) != RecordReader.Found.RECORD) {
            log.warn("broker {} asks what became of something that is no message", check.address());
            return;
        }
        MessageProperties properties = new MessageProperties();
        reader.properties(properties);
        members.producer(String.valueOf(properties.get(PropertyKey.PRODUCER_GROUP)))
                .ifPresent(producer -> producer.checkTransaction(check));
    }

    private CompletionStage<Reply> take(PushedReply reply) {
        byte[] properties = reply.header().properties();
        String id = properties == null
                ? null
                : MessageProperties.decode(new String(properties, StandardCharsets.UTF_8))
                        .get(CORRELATION_ID);
        // one that nobody waits for any longer is taken too: it must not come again
        if (id != null && !replies.arrived(id, reply)) {
            log.info("nobody waits for the answer {} any longer", id);
        }
        return Reply.okNow();
    }

    private CompletionStage<Reply> answer(String group, Function<ConsumerMember, CompletionStage<Reply>> ask) {
        return members.consumer(group)
                .map(ask)
                .orElseGet(() -> Reply.refused(
                                ResponseCode.SYSTEM_ERROR,
                                "The Consumer Group <" + group + "> not exist in this consumer")
                        .now());
    }
}
