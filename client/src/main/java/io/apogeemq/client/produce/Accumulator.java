package io.apogeemq.client.produce;

import io.apogeemq.client.core.ClientInstance;
import io.apogeemq.concurrent.Cancellable;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.protocol.body.BrokerQueue;
import io.apogeemq.protocol.message.PropertyKey;
import io.apogeemq.protocol.message.TopicNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Joins messages that are sent one by one into batches (spec/client.md 23). One that fits others waits for more of its kind:
 * until they are large enough, or the first has waited long enough. Each gets a result of its own.
 */
@OwnedBy("the client's loop")
public final class Accumulator {
    private static final Set<String> NOT_JOINED = Set.of(
            PropertyKey.DELAY, PropertyKey.PRODUCER_GROUP, "TIMER_DELAY_MS", "TIMER_DELAY_SEC", "TIMER_DELIVER_MS");

    private final Loop loop;
    private final Producer producer;
    private final Bounds bounds;
    private final Map<Kind, Batch> batches = new HashMap<>();
    private long heldBytes;

    /** Joins what that producer sends. */
    public Accumulator(ClientInstance instance, Producer producer, Bounds bounds) {
        this.loop = instance.loop();
        this.producer = producer;
        this.bounds = bounds;
    }

    /** How long and how much is held; asked anew for each message. */
    public interface Bounds {
        /** How long a message waits for others at most. */
        long delayMillis();

        /** A batch with that many bytes of bodies goes out. */
        long batchBytes();

        /** With that many bytes held, further messages are sent by themselves. */
        long totalBytes();
    }

    /** Messages that may travel together. */
    private record Kind(
            String topic,
            @Nullable BrokerQueue queue,
            boolean waits,
            @Nullable String tags) {}

    private record Waiting(OutgoingMessage message, CompletableFuture<Sent> result) {}

    /** Those of one kind that wait. */
    private static final class Batch {
        private final List<Waiting> waiting = new ArrayList<>();
        private long bytes;
        private @Nullable Cancellable timer;
    }

    /** Whether a message may travel with others at all. */
    public static boolean joins(OutgoingMessage message) {
        return !TopicNames.isRetry(message.topic())
                && message.properties().keySet().stream().noneMatch(NOT_JOINED::contains);
    }

    /**
     * Sends the message, sooner or later. Any thread.
     *
     * @param queue null for any
     */
    public CompletionStage<Sent> send(
            OutgoingMessage message, @Nullable BrokerQueue queue, SendOptions options, long timeoutMillis) {
        return CompletableFuture.supplyAsync(() -> place(message, queue, options, timeoutMillis), loop)
                .thenCompose(sent -> sent);
    }

    private CompletionStage<Sent> place(
            OutgoingMessage message, @Nullable BrokerQueue queue, SendOptions options, long timeoutMillis) {
        if (heldBytes + message.body().length > bounds.totalBytes()) {
            return out(message, queue, options, timeoutMillis);
        }
        Kind kind = new Kind(
                message.topic(),
                queue,
                !"false".equals(message.property(PropertyKey.WAIT)),
                message.property(PropertyKey.TAGS));
        return join(kind, message, options, timeoutMillis);
    }

    private CompletableFuture<Sent> join(Kind kind, OutgoingMessage message, SendOptions options, long timeoutMillis) {
        loop.assertInside();
        Batch batch = batches.computeIfAbsent(kind, absent -> new Batch());
        Waiting waiting = new Waiting(message, new CompletableFuture<>());
        batch.waiting.add(waiting);
        batch.bytes += message.body().length;
        heldBytes += message.body().length;
        if (batch.bytes >= bounds.batchBytes()) {
            flush(kind, batch, options, timeoutMillis);
        } else if (batch.timer == null) {
            batch.timer = loop.schedule(bounds.delayMillis(), () -> flush(kind, batch, options, timeoutMillis));
        }
        return waiting.result();
    }

    private void flush(Kind kind, Batch batch, SendOptions options, long timeoutMillis) {
        if (!batches.remove(kind, batch)) {
            return;
        }
        Cancellable timer = batch.timer;
        if (timer != null) {
            timer.cancel();
        }
        heldBytes -= batch.bytes;
        List<OutgoingMessage> messages =
                batch.waiting.stream().map(Waiting::message).toList();
        OutgoingMessage joined = messages.size() == 1 ? messages.get(0) : together(kind, messages);
        out(joined, kind.queue(), options, timeoutMillis).whenComplete((sent, end) -> {
            for (int i = 0; i < messages.size(); i++) {
                CompletableFuture<Sent> result = batch.waiting.get(i).result();
                if (end != null) {
                    result.completeExceptionally(end);
                } else {
                    result.complete(messages.size() == 1 ? sent : one(sent, messages.get(i), i));
                }
            }
        });
    }

    private CompletionStage<Sent> out(
            OutgoingMessage message, @Nullable BrokerQueue queue, SendOptions options, long timeoutMillis) {
        return queue == null
                ? producer.send(message, options, Manner.ASYNC, timeoutMillis)
                : producer.sendTo(queue, message, options, Manner.ASYNC, timeoutMillis);
    }

    /** A batch is found by the keys of all its messages. */
    private static OutgoingMessage together(Kind kind, List<OutgoingMessage> messages) {
        OutgoingMessage batch = OutgoingMessage.batch(kind.topic(), kind.waits(), messages);
        Set<String> keys = new LinkedHashSet<>();
        for (OutgoingMessage message : messages) {
            String each = message.property(PropertyKey.KEYS);
            if (each != null) {
                keys.addAll(List.of(each.split(" ")));
            }
        }
        if (!keys.isEmpty()) {
            batch.properties().put(PropertyKey.KEYS, String.join(" ", keys));
        }
        if (kind.tags() != null) {
            batch.properties().put(PropertyKey.TAGS, kind.tags());
        }
        return batch;
    }

    private static Sent one(Sent batch, OutgoingMessage message, int index) {
        String ids = batch.offsetMessageId();
        String[] each = ids == null ? new String[0] : ids.split(",");
        return new Sent(
                batch.status(),
                String.valueOf(message.property(PropertyKey.UNIQUE_ID)),
                index < each.length ? each[index] : ids,
                batch.queue(),
                batch.offset() + index,
                batch.transactionId(),
                batch.recallHandle(),
                batch.region(),
                batch.traceOn());
    }
}
