package io.apogeemq.client.consume.wire;

import static java.util.stream.Collectors.toCollection;

import io.apogeemq.client.consume.ConsumerInfo;
import io.apogeemq.client.consume.DirectOutcome;
import io.apogeemq.client.consume.GroupMember;
import io.apogeemq.client.consume.calls.BrokerCalls;
import io.apogeemq.client.consume.calls.Subscription;
import io.apogeemq.client.core.ClientFailure;
import io.apogeemq.client.core.ClientInstance;
import io.apogeemq.client.core.ConsumerMember;
import io.apogeemq.client.core.ReceivedMessage;
import io.apogeemq.client.core.RecordDecoder;
import io.apogeemq.client.core.TopicView;
import io.apogeemq.protocol.body.BadBody;
import io.apogeemq.protocol.body.ConsumeDirectlyAnswer;
import io.apogeemq.protocol.body.ConsumeFromWhere;
import io.apogeemq.protocol.body.ConsumeType;
import io.apogeemq.protocol.body.ConsumerRecord;
import io.apogeemq.protocol.body.MessageModel;
import io.apogeemq.protocol.body.QueueOffsets;
import io.apogeemq.protocol.body.SubscriptionRecord;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.ConsumeDirectlyRequest;
import io.apogeemq.protocol.header.ResetOffsetRequest;
import io.apogeemq.protocol.header.RunningInfoRequest;
import io.apogeemq.remoting.Reply;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer's place in its client instance: what heartbeats say of it, and what brokers may ask of it (spec/client.md
 * 39). Everything on the client's loop.
 */
public final class WireMember implements ConsumerMember {
    private static final Logger log = LoggerFactory.getLogger(WireMember.class);

    private final ClientInstance client;
    private final Identity identity;
    private final RecordDecoder decoder;
    private final GroupMember consumer;
    private final Function<GroupMember, Collection<Subscription>> told;

    /**
     * What brokers are told of the consumer.
     *
     * @param properties what it was configured with, by the names that operators know
     */
    public record Identity(
            String group,
            MessageModel model,
            ConsumeFromWhere fromWhere,
            ConsumeType type,
            boolean unitMode,
            Supplier<Map<String, String>> properties) {}

    /** @param make makes the consumer that asks brokers by these calls */
    public WireMember(
            ClientInstance client, Identity identity, RecordDecoder decoder, Function<BrokerCalls, GroupMember> make) {
        this(client, identity, decoder, make, GroupMember::subscriptions);
    }

    /**
     * @param make makes the consumer that asks brokers by these calls
     * @param told what heartbeats say that it wants
     */
    public WireMember(
            ClientInstance client,
            Identity identity,
            RecordDecoder decoder,
            Function<BrokerCalls, GroupMember> make,
            Function<GroupMember, Collection<Subscription>> told) {
        this.client = client;
        this.identity = identity;
        this.decoder = decoder;
        this.told = told;
        this.consumer = make.apply(new WireCalls(client, decoder, identity.unitMode(), () -> client.leave(this)));
    }

    public ClientInstance client() {
        return client;
    }

    public GroupMember consumer() {
        return consumer;
    }

    @Override
    public String group() {
        return identity.group();
    }

    @Override
    public Set<String> topics() {
        return consumer.subscriptions().stream().map(Subscription::topic).collect(toCollection(LinkedHashSet::new));
    }

    @Override
    public void onRoute(TopicView view) {
        if (topics().contains(view.topic())) {
            consumer.wake();
        }
    }

    @Override
    public ConsumerRecord describe() {
        Set<SubscriptionRecord> subscriptions =
                told.apply(consumer).stream().map(WireCalls::record).collect(toCollection(LinkedHashSet::new));
        return new ConsumerRecord(
                identity.fromWhere(),
                identity.type(),
                identity.group(),
                identity.model(),
                subscriptions,
                identity.unitMode());
    }

    @Override
    public void onMembersChanged() {
        consumer.wake();
    }

    @Override
    public void persistOffsets() {
        consumer.persistOffsets().exceptionally(failure -> {
            log.warn("offsets of group {} are not stored, they will be later: {}", group(), failure.getMessage());
            return null;
        });
    }

    @Override
    public void resetOffsets(ResetOffsetRequest request, byte[] body) {
        if (identity.type() == ConsumeType.CONSUME_ACTIVELY) {
            log.info("offsets of group {} are not reset here: its program says itself where it is", group());
            return;
        }
        try {
            consumer.resetOffsets(request.topic(), QueueOffsets.BODY.read(body).offsets());
        } catch (BadBody e) {
            log.warn("offsets of group {} were to be reset, but to what cannot be read: {}", group(), e.getMessage());
        }
    }

    @Override
    public CompletionStage<Reply> offsets(String topic) {
        return Reply.ok(StatusBody.BODY.write(new StatusBody(consumer.offsets().ofTopic(topic))))
                .now();
    }

    @Override
    public CompletionStage<Reply> runningInfo(RunningInfoRequest request) {
        return consumer.info()
                .thenApply(info -> Reply.ok(RunningInfoBody.BODY.write(body(info, request.withStacks()))));
    }

    @Override
    public CompletionStage<Reply> consumeDirectly(ConsumeDirectlyRequest request, byte[] record) {
        List<ReceivedMessage> messages;
        try {
            String broker = request.brokerName() == null ? "" : request.brokerName();
            messages = decoder.decode(ByteBuffer.wrap(record), broker);
        } catch (ClientFailure e) {
            return Reply.refused(ResponseCode.SYSTEM_ERROR, String.valueOf(e.getMessage()))
                    .now();
        }
        if (messages.isEmpty()) {
            return Reply.refused(ResponseCode.SYSTEM_ERROR, "the request holds no message")
                    .now();
        }
        return consumer.consumeDirectly(messages.get(0))
                .thenApply(WireMember::reply)
                .exceptionally(end -> Reply.refused(
                        ResponseCode.SYSTEM_ERROR, ClientFailure.of(end, "", 0).reason()));
    }

    private static Reply reply(DirectOutcome outcome) {
        return Reply.ok(ConsumeDirectlyAnswer.BODY.write(new ConsumeDirectlyAnswer(
                outcome.autoCommit(),
                outcome.result().name(),
                outcome.order(),
                outcome.remark().isEmpty() ? null : outcome.remark(),
                outcome.spentMillis())));
    }

    private RunningInfoBody body(ConsumerInfo info, boolean withStacks) {
        Map<String, String> properties = new TreeMap<>(identity.properties().get());
        String servers = client.settings().nameServers();
        properties.put("PROP_NAMESERVER_ADDR", servers == null ? "" : servers);
        properties.put("PROP_CONSUMEORDERLY", Boolean.toString(info.orderly()));
        properties.put("PROP_THREADPOOL_CORE_SIZE", Integer.toString(info.threads()));
        properties.put("PROP_CONSUME_TYPE", identity.type().name());
        properties.put("PROP_CLIENT_VERSION", "V5_5_0");
        properties.put("PROP_CONSUMER_START_TIMESTAMP", Long.toString(info.startedMillis()));
        return new RunningInfoBody(
                properties,
                info.subscriptions().stream().map(WireCalls::record).collect(toCollection(LinkedHashSet::new)),
                info.queues(),
                info.rates(),
                withStacks ? Stacks.text() : null);
    }
}
