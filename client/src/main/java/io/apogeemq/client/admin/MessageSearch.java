package io.apogeemq.client.admin;

import io.apogeemq.client.core.Caller;
import io.apogeemq.client.core.ClientFailure;
import io.apogeemq.client.core.ClientInstance;
import io.apogeemq.protocol.body.BrokerRecord;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.QueryMessageAnswer;
import io.apogeemq.protocol.header.QueryMessageRequest;
import io.apogeemq.protocol.header.ViewMessageRequest;
import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.OffsetMessageId;
import io.apogeemq.protocol.message.PropertyKey;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.remoting.Answer;
import io.apogeemq.remoting.Request;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds single messages by id or key (spec/client.md 40). Stages end only with a {@link ClientFailure}. */
public final class MessageSearch {
    private static final long TIMEOUT_MILLIS = 6_000;
    private static final long QUERY_TIMEOUT_MILLIS = 3 * TIMEOUT_MILLIS;
    private static final int UNIQUE_MAX = 32;
    private static final long UNIQUE_SPAN_MILLIS = TimeUnit.DAYS.toMillis(3);

    private final ClientInstance instance;

    public MessageSearch(ClientInstance instance) {
        this.instance = instance;
    }

    /** The record of the message with that id, be it the broker's id or the sender's. */
    public CompletionStage<ByteBuffer> view(String topic, String id) {
        OffsetMessageId place = OffsetMessageId.parse(id);
        if (place == null) {
            return byUniqueId(topic, id);
        }
        return at(topic, place)
                .handle((record, end) -> record)
                .thenCompose(
                        record -> record == null ? byUniqueId(topic, id) : CompletableFuture.completedFuture(record));
    }

    /** The messages of the topic that carry the key; a refusal with NO_MESSAGE when there is none. */
    public CompletionStage<FoundRecords> byKey(String topic, String key, int maxCount, long fromMillis, long toMillis) {
        QueryMessageRequest query =
                new QueryMessageRequest(topic, key, maxCount, fromMillis, toMillis, null, null, null);
        return query(query, topic, properties -> hasKey(properties.get(PropertyKey.KEYS), key));
    }

    /**
     * As above, in more ways.
     *
     * @param via the topic whose brokers are asked; a cluster's name is one, too
     */
    public CompletionStage<FoundRecords> find(QueryMessageRequest query, String via) {
        String key = query.key();
        return Boolean.TRUE.equals(query.byUniqueId())
                ? query(query, via, properties -> key.equals(properties.get(PropertyKey.UNIQUE_ID)))
                : query(query, via, properties -> hasKey(properties.get(PropertyKey.KEYS), key));
    }

    private CompletionStage<ByteBuffer> at(String topic, OffsetMessageId place) {
        InetSocketAddress host = place.storeHost();
        String address = host.getAddress().getHostAddress() + ":" + host.getPort();
        return instance.caller()
                .ask(
                        port(address),
                        Request.of(
                                RequestCode.VIEW_MESSAGE_BY_ID,
                                ViewMessageRequest.CODEC,
                                new ViewMessageRequest(place.position(), topic)),
                        TIMEOUT_MILLIS)
                .thenApply(answer -> ByteBuffer.wrap(answer.body()));
    }

    private CompletionStage<ByteBuffer> byUniqueId(String topic, String id) {
        long now = instance.clock().millis();
        QueryMessageRequest query = new QueryMessageRequest(
                topic, id, UNIQUE_MAX, now - UNIQUE_SPAN_MILLIS, Long.MAX_VALUE, null, null, true);
        return query(query, topic, properties -> id.equals(properties.get(PropertyKey.UNIQUE_ID)))
                .thenApply(found -> found.records().get(0));
    }

    private CompletionStage<FoundRecords> query(
            QueryMessageRequest query, String via, Predicate<MessageProperties> fits) {
        return instance.routes().refresh(via).thenCompose(view -> {
            List<CompletableFuture<Outcome>> asked = view.route().brokers().stream()
                    .map(BrokerRecord::anyAddress)
                    .filter(address -> address != null)
                    .map(address -> ask(port(address), query).toCompletableFuture())
                    .toList();
            return CompletableFuture.allOf(asked.toArray(CompletableFuture<?>[]::new))
                    .thenApply(done -> gather(query, asked, fits));
        });
    }

    /** What one broker brought: an answer, or why there is none. */
    private record Outcome(
            @Nullable Answer answer, @Nullable ClientFailure failure) {}

    /** A broker that does not answer, or has nothing, takes nothing away from what others have. */
    private CompletionStage<Outcome> ask(String address, QueryMessageRequest query) {
        return instance.caller()
                .ask(
                        address,
                        Request.of(RequestCode.QUERY_MESSAGE, QueryMessageRequest.CODEC, query),
                        QUERY_TIMEOUT_MILLIS)
                .handle((answer, end) ->
                        new Outcome(answer, end == null ? null : ClientFailure.of(end, address, QUERY_TIMEOUT_MILLIS)));
    }

    private static FoundRecords gather(
            QueryMessageRequest query, List<CompletableFuture<Outcome>> asked, Predicate<MessageProperties> fits) {
        List<ByteBuffer> records = new ArrayList<>();
        long indexedUntil = 0;
        ClientFailure cause = null;
        for (CompletableFuture<Outcome> each : asked) {
            Answer answer = each.join().answer();
            ClientFailure failure = each.join().failure();
            if (failure != null && !failure.isRefusal(ResponseCode.QUERY_NOT_FOUND)) {
                cause = failure;
            }
            if (answer != null) {
                indexedUntil = Math.max(
                        indexedUntil, answer.header(QueryMessageAnswer.CODEC).indexedUntilMillis());
                take(answer.body(), query.topic(), fits, records);
            }
        }
        if (records.isEmpty()) {
            throw new CompletionException(ClientFailure.client(
                    ResponseCode.NO_MESSAGE, "query message by key finished, but no message.", cause));
        }
        return new FoundRecords(indexedUntil, records);
    }

    /** Indexes find by hash: what they bring is compared with what was asked for. */
    private static void take(byte[] body, String topic, Predicate<MessageProperties> fits, List<ByteBuffer> records) {
        ByteBuffer source = ByteBuffer.wrap(body);
        RecordReader reader = new RecordReader();
        MessageProperties properties = new MessageProperties();
        int at = 0;
        while (reader.read(source, at, body.length - at) == RecordReader.Found.RECORD) {
            reader.properties(properties);
            if (reader.isOfTopic(topic) && fits.test(properties)) {
                records.add(source.slice(at, reader.length()));
            }
            at += reader.length();
        }
    }

    private static boolean hasKey(@Nullable String keys, String key) {
        return keys != null && List.of(keys.split(" ")).contains(key);
    }

    private String port(String address) {
        return Caller.port(address, instance.settings().vipChannel());
    }
}
