package io.apogeemq.client.admin;

import io.apogeemq.client.core.Caller;
import io.apogeemq.client.core.ClientFailure;
import io.apogeemq.client.core.ClientInstance;
import io.apogeemq.protocol.body.BrokerQueue;
import io.apogeemq.protocol.body.BrokerRecord;
import io.apogeemq.protocol.body.Perm;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.header.CreateTopicRequest;
import io.apogeemq.protocol.header.HeaderCodec;
import io.apogeemq.protocol.header.MaxOffsetRequest;
import io.apogeemq.protocol.header.OffsetAnswer;
import io.apogeemq.protocol.header.QueueRequest;
import io.apogeemq.protocol.header.SearchOffsetRequest;
import io.apogeemq.protocol.header.StoreTimeAnswer;
import io.apogeemq.remoting.Answer;
import io.apogeemq.remoting.Request;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** Offsets of queues, and the making of topics (spec/client.md 40). Stages end only with a {@link ClientFailure}. */
public final class QueueAdmin {
    private static final long TIMEOUT_MILLIS = 6_000;
    private static final int CREATE_TRIES = 5;

    private final ClientInstance instance;

    public QueueAdmin(ClientInstance instance) {
        this.instance = instance;
    }

    /** The offset that the queue's next message will get. */
    public CompletionStage<Long> maxOffset(BrokerQueue queue) {
        return ask(
                        queue,
                        RequestCode.GET_MAX_OFFSET,
                        MaxOffsetRequest.CODEC,
                        new MaxOffsetRequest(queue.topic(), queue.queueId(), true))
                .thenApply(answer -> answer.header(OffsetAnswer.CODEC).offset());
    }

    /** The offset of the oldest message that is still there. */
    public CompletionStage<Long> minOffset(BrokerQueue queue) {
        return ask(
                        queue,
                        RequestCode.GET_MIN_OFFSET,
                        QueueRequest.CODEC,
                        new QueueRequest(queue.topic(), queue.queueId()))
                .thenApply(answer -> answer.header(OffsetAnswer.CODEC).offset());
    }

    /** When the oldest message that is still there was stored, ms; -1 for an empty queue. */
    public CompletionStage<Long> earliestStoreMillis(BrokerQueue queue) {
        return ask(
                        queue,
                        RequestCode.GET_EARLIEST_MSG_STORETIME,
                        QueueRequest.CODEC,
                        new QueueRequest(queue.topic(), queue.queueId()))
                .thenApply(answer -> answer.header(StoreTimeAnswer.CODEC).millis());
    }

    /** The first offset whose message was stored at that time (ms) or later. */
    public CompletionStage<Long> offsetByTime(BrokerQueue queue, long millis) {
        return ask(
                        queue,
                        RequestCode.SEARCH_OFFSET_BY_TIMESTAMP,
                        SearchOffsetRequest.CODEC,
                        new SearchOffsetRequest(queue.topic(), queue.queueId(), millis, null))
                .thenApply(answer -> answer.header(OffsetAnswer.CODEC).offset());
    }

    /**
     * As above, or the last one.
     *
     * @param boundary {@code lower} for the first message of the time, {@code upper} for the last
     */
    public CompletionStage<Long> offsetByTime(BrokerQueue queue, long millis, String boundary) {
        return ask(
                        queue,
                        RequestCode.SEARCH_OFFSET_BY_TIMESTAMP,
                        SearchOffsetRequest.CODEC,
                        new SearchOffsetRequest(queue.topic(), queue.queueId(), millis, boundary))
                .thenApply(answer -> answer.header(OffsetAnswer.CODEC).offset());
    }

    /** As above, asked at that address. */
    public CompletionStage<Long> offsetByTime(String address, BrokerQueue queue, long millis) {
        return instance.caller()
                .ask(
                        port(address),
                        Request.of(
                                RequestCode.SEARCH_OFFSET_BY_TIMESTAMP,
                                SearchOffsetRequest.CODEC,
                                new SearchOffsetRequest(queue.topic(), queue.queueId(), millis, null)),
                        TIMEOUT_MILLIS)
                .thenApply(answer -> answer.header(OffsetAnswer.CODEC).offset());
    }

    /** The offset that the queue's next message will get, asked at that address. */
    public CompletionStage<Long> maxOffset(String address, BrokerQueue queue) {
        return instance.caller()
                .ask(
                        port(address),
                        Request.of(
                                RequestCode.GET_MAX_OFFSET,
                                MaxOffsetRequest.CODEC,
                                new MaxOffsetRequest(queue.topic(), queue.queueId(), true)),
                        TIMEOUT_MILLIS)
                .thenApply(answer -> answer.header(OffsetAnswer.CODEC).offset());
    }

    /** The queues that consumers share, as a NameServer tells them now. */
    public CompletionStage<List<BrokerQueue>> subscribeQueues(String topic) {
        return instance.routes().refresh(topic).thenApply(view -> view.readable());
    }

    /**
     * Creates the topic on every leader that holds the topic {@code model}; succeeds when one of them has.
     *
     * @param attributes by name; a name without a sign in front is set
     */
    public CompletionStage<Void> createTopic(
            String model, String topic, int queueCount, int sysFlag, Map<String, String> attributes) {
        CreateTopicRequest header = new CreateTopicRequest(
                topic,
                model,
                queueCount,
                queueCount,
                Perm.READ_WRITE,
                "SINGLE_TAG",
                sysFlag,
                false,
                text(attributes),
                false);
        Request request = Request.of(RequestCode.UPDATE_AND_CREATE_TOPIC, CreateTopicRequest.CODEC, header);
        return instance.routes().refresh(model).thenCompose(view -> {
            List<CompletableFuture<Optional<ClientFailure>>> created = view.route().brokers().stream()
                    .map(record -> record.addresses().get(BrokerRecord.LEADER_ID))
                    .filter(address -> address != null)
                    .map(address -> create(port(address), request, CREATE_TRIES).toCompletableFuture())
                    .toList();
            return CompletableFuture.allOf(created.toArray(CompletableFuture<?>[]::new))
                    .thenCompose(done -> oneOf(created));
        });
    }

    private CompletionStage<Optional<ClientFailure>> create(String address, Request request, int tries) {
        return instance.caller()
                .ask(address, request, TIMEOUT_MILLIS)
                .<Optional<ClientFailure>>handle((answer, end) ->
                        end == null ? Optional.empty() : Optional.of(ClientFailure.of(end, address, TIMEOUT_MILLIS)))
                .thenCompose(failure -> failure.isPresent() && tries > 1
                        ? create(address, request, tries - 1)
                        : CompletableFuture.completedFuture(failure));
    }

    private static CompletionStage<Void> oneOf(List<CompletableFuture<Optional<ClientFailure>>> created) {
        ClientFailure last = ClientFailure.client("Not found broker, maybe key is wrong");
        for (CompletableFuture<Optional<ClientFailure>> each : created) {
            Optional<ClientFailure> failure = each.join();
            if (failure.isEmpty()) {
                return CompletableFuture.completedFuture(null);
            }
            last = failure.get();
        }
        return CompletableFuture.failedFuture(last);
    }

    private static String text(Map<String, String> attributes) {
        return new TreeMap<>(attributes)
                .entrySet().stream()
                        .map(entry -> entry.getKey().startsWith("-")
                                ? entry.getKey()
                                : signed(entry.getKey()) + "=" + entry.getValue())
                        .collect(Collectors.joining(","));
    }

    private static String signed(String name) {
        return name.startsWith("+") ? name : "+" + name;
    }

    private <H> CompletionStage<Answer> ask(BrokerQueue queue, int code, HeaderCodec<H> codec, H header) {
        Request request = Request.of(code, codec, header);
        Optional<String> known = instance.brokers().leader(queue.brokerName());
        if (known.isPresent()) {
            return instance.caller().ask(port(known.get()), request, TIMEOUT_MILLIS);
        }
        return instance.routes()
                .refresh(queue.topic())
                .handle((view, end) -> instance.brokers().leader(queue.brokerName()))
                .thenCompose(found -> found.map(
                                address -> instance.caller().ask(port(address), request, TIMEOUT_MILLIS))
                        .orElseGet(() -> CompletableFuture.failedFuture(instance.noBroker(queue.brokerName()))));
    }

    private String port(String address) {
        return Caller.port(address, instance.settings().vipChannel());
    }
}
