package io.apogeemq.client.consume.wire;

import io.apogeemq.client.consume.calls.PullOrder;
import io.apogeemq.client.consume.calls.PullOrder.Terms;
import io.apogeemq.client.consume.calls.Pulled;
import io.apogeemq.client.consume.calls.Pulled.Outcome;
import io.apogeemq.client.consume.calls.Subscription;
import io.apogeemq.client.core.BrokerTable.Place;
import io.apogeemq.client.core.ClientFailure;
import io.apogeemq.client.core.ClientInstance;
import io.apogeemq.client.core.ReceivedMessage;
import io.apogeemq.client.core.RecordDecoder;
import io.apogeemq.protocol.body.BrokerQueue;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.BadHeader;
import io.apogeemq.protocol.header.PullAnswer;
import io.apogeemq.protocol.header.PullRequest;
import io.apogeemq.remoting.Answer;
import io.apogeemq.remoting.Request;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Pulls. Each goes to the broker that the queue's last answer suggested; answers are decoded on the thread that brings them
 * in, so that the consumer's loop only passes messages on. Any thread.
 */
final class PullCalls {
    private final ClientInstance client;
    private final RecordDecoder decoder;
    private final ConcurrentHashMap<BrokerQueue, Long> suggested = new ConcurrentHashMap<>();

    PullCalls(ClientInstance client, RecordDecoder decoder) {
        this.client = client;
        this.decoder = decoder;
    }

    CompletionStage<Pulled> pull(PullOrder order) {
        return place(order)
                .thenCompose(place -> client.caller()
                        .call(
                                place.address(),
                                request(order, place),
                                order.terms().timeoutMillis()))
                .thenApply(answer -> read(order.queue(), answer));
    }

    private CompletionStage<Place> place(PullOrder order) {
        BrokerQueue queue = order.queue();
        Long fixed = order.terms().brokerId();
        long wished = fixed == null ? suggested.getOrDefault(queue, 0L) : fixed;
        return client.brokers()
                .forPull(queue.brokerName(), wished)
                .<CompletionStage<Place>>map(CompletableFuture::completedStage)
                .orElseGet(() -> client.routes()
                        .refresh(queue.topic())
                        .thenApply(view -> client.brokers()
                                .forPull(queue.brokerName(), wished)
                                .orElseThrow(() -> new CompletionException(client.noBroker(queue.brokerName())))));
    }

    private static Request request(PullOrder order, Place place) {
        // only the leader keeps offsets
        boolean commits = order.commitOffset().isPresent() && place.leader();
        Terms terms = order.terms();
        int flags = (terms.holdMillis() > 0 ? PullRequest.MAY_WAIT : 0)
                | (terms.lite() ? PullRequest.LITE_PULL : 0)
                | (commits ? PullRequest.COMMIT_OFFSET : 0)
                | (order.sendSubscription() ? PullRequest.CARRIES_SUBSCRIPTION : 0);
        PullRequest header = new PullRequest(
                order.group(),
                order.queue().topic(),
                order.queue().queueId(),
                order.fromOffset(),
                order.maxCount(),
                flags,
                commits ? order.commitOffset().getAsLong() : 0,
                terms.holdMillis(),
                order.sendSubscription() ? order.subscription().text() : null,
                version(order),
                order.subscription().filter().name(),
                order.maxBytes());
        int code = terms.lite() ? RequestCode.LITE_PULL_MESSAGE : RequestCode.PULL_MESSAGE;
        return Request.of(code, PullRequest.CODEC, header);
    }

    /** Brokers compare versions with those of heartbeats; tags that travel with a program's own pull have none. */
    private static long version(PullOrder order) {
        boolean own = order.sendSubscription() && !order.terms().equals(Terms.PUSH);
        return own && order.subscription().filter() == Subscription.Filter.TAG
                ? 0
                : order.subscription().since();
    }

    private Pulled read(BrokerQueue queue, Answer answer) {
        try {
            Outcome outcome = outcome(answer, queue);
            PullAnswer header = answer.header(PullAnswer.CODEC);
            suggested.put(queue, header.suggestedBrokerId());
            return new Pulled(
                    outcome,
                    header.nextOffset(),
                    header.minOffset(),
                    header.maxOffset(),
                    outcome == Outcome.FOUND ? messages(queue, answer, header) : List.of());
        } catch (ClientFailure e) {
            throw new CompletionException(e);
        } catch (BadHeader e) {
            throw new CompletionException(
                    ClientFailure.client("the answer to a pull from " + queue + " cannot be read: " + e.getMessage()));
        }
    }

    private static Outcome outcome(Answer answer, BrokerQueue queue) throws ClientFailure {
        return switch (answer.code()) {
            case ResponseCode.SUCCESS -> Outcome.FOUND;
            case ResponseCode.PULL_NOT_FOUND -> Outcome.NOTHING_NEW;
            case ResponseCode.PULL_RETRY_IMMEDIATELY -> Outcome.NOTHING_WANTED;
            case ResponseCode.PULL_OFFSET_MOVED -> Outcome.OFFSET_OUTSIDE;
            default -> throw ClientFailure.refused(answer.code(), answer.remark(), queue.brokerName());
        };
    }

    private List<ReceivedMessage> messages(BrokerQueue queue, Answer answer, PullAnswer header) throws ClientFailure {
        List<ReceivedMessage> messages = decoder.decodePulled(
                ByteBuffer.wrap(answer.body()), queue, header.offsetDelta() == null ? 0 : header.offsetDelta());
        String min = Long.toString(header.minOffset());
        String max = Long.toString(header.maxOffset());
        for (ReceivedMessage message : messages) {
            message.properties().put("MIN_OFFSET", min);
            message.properties().put("MAX_OFFSET", max);
            if (header.topicSysFlag() != null) {
                message.properties()
                        .put(
                                "__RMQ.TRANSIENT.TOPIC_SYS_FLAG",
                                header.topicSysFlag().toString());
            }
            if (header.groupSysFlag() != null) {
                message.properties()
                        .put(
                                "__RMQ.TRANSIENT.GROUP_SYS_FLAG",
                                header.groupSysFlag().toString());
            }
        }
        return messages;
    }
}
