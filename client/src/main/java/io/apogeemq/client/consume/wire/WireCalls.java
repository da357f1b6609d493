package io.apogeemq.client.consume.wire;

import io.apogeemq.client.consume.calls.BrokerCalls;
import io.apogeemq.client.consume.calls.PullOrder;
import io.apogeemq.client.consume.calls.Pulled;
import io.apogeemq.client.consume.calls.Subscription;
import io.apogeemq.client.core.Caller;
import io.apogeemq.client.core.ClientFailure;
import io.apogeemq.client.core.ClientInstance;
import io.apogeemq.client.core.ReceivedMessage;
import io.apogeemq.client.core.RecordDecoder;
import io.apogeemq.client.core.TopicView;
import io.apogeemq.protocol.body.BadBody;
import io.apogeemq.protocol.body.BrokerQueue;
import io.apogeemq.protocol.body.CheckClientBody;
import io.apogeemq.protocol.body.ConsumerIds;
import io.apogeemq.protocol.body.LockBody;
import io.apogeemq.protocol.body.LockedQueues;
import io.apogeemq.protocol.body.SubscriptionRecord;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.BadHeader;
import io.apogeemq.protocol.header.CommitOffsetRequest;
import io.apogeemq.protocol.header.ConsumerGroupRequest;
import io.apogeemq.protocol.header.HeaderCodec;
import io.apogeemq.protocol.header.MaxOffsetRequest;
import io.apogeemq.protocol.header.OffsetAnswer;
import io.apogeemq.protocol.header.QueryOffsetRequest;
import io.apogeemq.protocol.header.SearchOffsetRequest;
import io.apogeemq.protocol.header.SendBackRequest;
import io.apogeemq.remoting.Answer;
import io.apogeemq.remoting.Request;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a consumer asks, as requests to addresses (spec/client.md 18, 42). Any thread. */
final class WireCalls implements BrokerCalls {
    private static final long OFFSET_MILLIS = 5_000;
    private static final long ADMIN_MILLIS = 6_000;
    private static final long LOCK_MILLIS = 1_000;
    private static final long SEND_BACK_MILLIS = 5_000;
    private static final String UNIQUE_ID = "UNIQ_KEY";

    private final ClientInstance client;
    private final PullCalls pulls;
    private final RetryCopies copies;
    private final boolean unitMode;
    private final Supplier<CompletionStage<Void>> leave;

    /**
     * @param unitMode sent along with messages that come back
     * @param leave takes the consumer out of the client instance, which tells brokers
     */
    WireCalls(ClientInstance client, RecordDecoder decoder, boolean unitMode, Supplier<CompletionStage<Void>> leave) {
        this.client = client;
        this.pulls = new PullCalls(client, decoder);
        this.copies = new RetryCopies(client, unitMode);
        this.unitMode = unitMode;
        this.leave = leave;
    }

    @Override
    public List<BrokerQueue> readableQueues(String topic) {
        return client.routes().find(topic).map(TopicView::readable).orElse(List.of());
    }

    @Override
    public CompletionStage<Void> refreshRoute(String topic) {
        return client.routes().refresh(topic).thenApply(view -> null);
    }

    @Override
    public CompletionStage<List<String>> members(String group, String topic) {
        Request request = Request.of(
                RequestCode.GET_CONSUMER_LIST_BY_GROUP, ConsumerGroupRequest.CODEC, new ConsumerGroupRequest(group));
        return someBroker(topic)
                .thenCompose(address -> ask(address, request, client.settings().callTimeoutMillis()))
                .thenApply(answer ->
                        read(answer, body -> ConsumerIds.BODY.read(body)).clientIds());
    }

    @Override
    public CompletionStage<Pulled> pull(PullOrder order) {
        return pulls.pull(order);
    }

    @Override
    public CompletionStage<OptionalLong> committedOffset(String group, BrokerQueue queue) {
        Request request = Request.of(
                RequestCode.QUERY_CONSUMER_OFFSET,
                QueryOffsetRequest.CODEC,
                new QueryOffsetRequest(group, queue.topic(), queue.queueId(), null));
        return leaderOrAny(queue)
                .thenCompose(address -> client.caller().call(port(address), request, OFFSET_MILLIS))
                .thenApply(answer -> {
                    if (answer.code() == ResponseCode.QUERY_NOT_FOUND) {
                        return OptionalLong.empty();
                    }
                    requireOk(answer, queue.brokerName());
                    long offset = header(answer, OffsetAnswer.CODEC).offset();
                    return offset < 0 ? OptionalLong.empty() : OptionalLong.of(offset);
                });
    }

    @Override
    public CompletionStage<Void> commitOffset(String group, BrokerQueue queue, long offset, Delivery delivery) {
        Request request = Request.of(
                RequestCode.UPDATE_CONSUMER_OFFSET,
                CommitOffsetRequest.CODEC,
                new CommitOffsetRequest(group, queue.topic(), queue.queueId(), offset));
        return leaderOrAny(queue).thenCompose(address -> deliver(address, request, OFFSET_MILLIS, delivery));
    }

    @Override
    public CompletionStage<Long> maxOffset(BrokerQueue queue) {
        return offset(
                queue,
                Request.of(
                        RequestCode.GET_MAX_OFFSET,
                        MaxOffsetRequest.CODEC,
                        new MaxOffsetRequest(queue.topic(), queue.queueId(), true)));
    }

    @Override
    public CompletionStage<Long> offsetByTime(BrokerQueue queue, long millis) {
        return offset(
                queue,
                Request.of(
                        RequestCode.SEARCH_OFFSET_BY_TIMESTAMP,
                        SearchOffsetRequest.CODEC,
                        new SearchOffsetRequest(queue.topic(), queue.queueId(), millis, null)));
    }

    @Override
    public CompletionStage<Set<BrokerQueue>> lock(String group, String brokerName, Set<BrokerQueue> queues) {
        Request request = Request.of(RequestCode.LOCK_BATCH_MQ, LockBody.BODY.write(lockBody(group, queues)));
        return client.brokers()
                .leader(brokerName)
                .map(address -> ask(address, request, LOCK_MILLIS)
                        .thenApply(answer -> read(answer, body -> LockedQueues.BODY.read(body))
                                .queues()))
                .orElseGet(() -> CompletableFuture.completedStage(Set.of()));
    }

    @Override
    public CompletionStage<Void> unlock(String group, String brokerName, Set<BrokerQueue> queues, Delivery delivery) {
        Request request = Request.of(RequestCode.UNLOCK_BATCH_MQ, LockBody.BODY.write(lockBody(group, queues)));
        return client.brokers()
                .leader(brokerName)
                .map(address -> deliver(address, request, LOCK_MILLIS, delivery))
                .orElseGet(() -> CompletableFuture.completedStage(null));
    }

    @Override
    public CompletionStage<Void> sendBack(SendBack order) {
        ReceivedMessage message = order.message();
        String id = message.property(UNIQUE_ID);
        SendBackRequest header = new SendBackRequest(
                message.stored().position(),
                order.group(),
                order.delayLevel(),
                id == null ? message.offsetMessageId() : id,
                message.topic(),
                unitMode,
                order.maxReconsumeTimes(),
                message.queue().brokerName(),
                null);
        Request request = Request.of(RequestCode.CONSUMER_SEND_MSG_BACK, SendBackRequest.CODEC, header);
        return leader(message.queue())
                .thenCompose(address -> ask(address, request, SEND_BACK_MILLIS))
                .thenApply(answer -> null);
    }

    @Override
    public CompletionStage<Void> sendToRetryTopic(RetryCopy copy) {
        return copies.send(copy);
    }

    @Override
    public CompletionStage<Void> checkSubscription(String group, Subscription subscription) {
        CheckClientBody body = new CheckClientBody(client.settings().clientId(), group, "", record(subscription));
        Request request = Request.of(RequestCode.CHECK_CLIENT_CONFIG, CheckClientBody.BODY.write(body));
        return someBroker(subscription.topic())
                .thenCompose(address -> ask(address, request, client.settings().callTimeoutMillis()))
                .thenApply(answer -> null);
    }

    @Override
    public CompletionStage<Void> heartbeat() {
        return client.heartbeat();
    }

    @Override
    public CompletionStage<Void> unregister(String group) {
        return leave.get();
    }

    /** A subscription as it goes over the wire. */
    static SubscriptionRecord record(Subscription subscription) {
        return new SubscriptionRecord(
                false,
                subscription.tagCodes(),
                subscription.filter().name(),
                subscription.text(),
                subscription.version(),
                subscription.tags(),
                subscription.topic());
    }

    private LockBody lockBody(String group, Set<BrokerQueue> queues) {
        return new LockBody(client.settings().clientId(), group, queues, false);
    }

    private CompletionStage<Long> offset(BrokerQueue queue, Request request) {
        return leader(queue)
                .thenCompose(address -> ask(address, request, ADMIN_MILLIS))
                .thenApply(answer -> header(answer, OffsetAnswer.CODEC).offset());
    }

    private CompletionStage<String> leader(BrokerQueue queue) {
        return find(queue, () -> client.brokers().leader(queue.brokerName()).orElse(null));
    }

    private CompletionStage<String> leaderOrAny(BrokerQueue queue) {
        return find(queue, () -> client.brokers().any(queue.brokerName()).orElse(null));
    }

    private CompletionStage<String> find(BrokerQueue queue, Supplier<@Nullable String> known) {
        String address = known.get();
        if (address != null) {
            return CompletableFuture.completedStage(address);
        }
        return client.routes().refresh(queue.topic()).thenApply(view -> {
            String found = known.get();
            if (found == null) {
                throw new CompletionException(client.noBroker(queue.brokerName()));
            }
            return found;
        });
    }

    private CompletionStage<String> someBroker(String topic) {
        return CompletableFuture.supplyAsync(() -> client.routes().someBroker(topic), client.loop())
                .thenCompose(known -> known.<CompletionStage<String>>map(CompletableFuture::completedStage)
                        .orElseGet(() -> client.routes()
                                .refresh(topic)
                                .thenApplyAsync(
                                        view -> client.routes()
                                                .someBroker(topic)
                                                .orElseThrow(() -> new CompletionException(ClientFailure.client(
                                                        "no broker of topic " + topic + " is known"))),
                                        client.loop())));
    }

    private CompletionStage<Void> deliver(String address, Request request, long timeoutMillis, Delivery delivery) {
        return switch (delivery) {
            case ONE_WAY -> client.caller().tell(port(address), request, timeoutMillis);
            case ANSWERED -> ask(address, request, timeoutMillis).thenApply(answer -> null);
        };
    }

    private CompletionStage<Answer> ask(String address, Request request, long timeoutMillis) {
        return client.caller().ask(port(address), request, timeoutMillis);
    }

    private String port(String address) {
        return Caller.port(address, client.settings().vipChannel());
    }

    private static void requireOk(Answer answer, String brokerName) {
        if (!answer.isOk()) {
            throw new CompletionException(ClientFailure.refused(answer.code(), answer.remark(), brokerName));
        }
    }

    private static <H> H header(Answer answer, HeaderCodec<H> codec) {
        try {
            return answer.header(codec);
        } catch (BadHeader e) {
            throw new CompletionException(ClientFailure.client("an answer cannot be read: " + e.getMessage()));
        }
    }

    private interface BodyReader<T> {
        T read(byte[] body) throws BadBody;
    }

    private static <T> T read(Answer answer, BodyReader<T> reader) {
        try {
            return reader.read(answer.body());
        } catch (BadBody e) {
            throw new CompletionException(ClientFailure.client("an answer cannot be read: " + e.getMessage()));
        }
    }
}
