package io.apogeemq.client.core;

import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.ConsumeDirectlyRequest;
import io.apogeemq.protocol.header.ConsumerGroupRequest;
import io.apogeemq.protocol.header.ResetOffsetRequest;
import io.apogeemq.protocol.header.RunningInfoRequest;
import io.apogeemq.remoting.Lane;
import io.apogeemq.remoting.Reply;
import io.apogeemq.remoting.Routes;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** What brokers may ask of a client (spec/client.md 39): the table of it, and who of the members answers. */
final class ClientRequests {
    private final Members members;

    ClientRequests(Members members) {
        this.members = members;
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
                                request.group(), consumer -> consumer.consumeDirectly(request, call.bodyBytes())));
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
