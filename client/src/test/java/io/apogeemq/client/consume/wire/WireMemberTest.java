package io.apogeemq.client.consume.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.client.consume.ConcurrentListener;
import io.apogeemq.client.consume.ConsumerSettings;
import io.apogeemq.client.consume.DirectOutcome;
import io.apogeemq.client.consume.GroupMember;
import io.apogeemq.client.consume.Messages;
import io.apogeemq.client.consume.allocate.EvenRuns;
import io.apogeemq.client.consume.calls.Subscription;
import io.apogeemq.client.consume.offset.RemoteOffsets;
import io.apogeemq.client.core.ClientInstance;
import io.apogeemq.client.core.ClientSettings;
import io.apogeemq.client.core.NameServerLookup;
import io.apogeemq.client.core.ReceivedMessage;
import io.apogeemq.client.core.RecordDecoder;
import io.apogeemq.protocol.body.BrokerQueue;
import io.apogeemq.protocol.body.ConsumeFromWhere;
import io.apogeemq.protocol.body.ConsumeType;
import io.apogeemq.protocol.body.ConsumerRecord;
import io.apogeemq.protocol.body.MessageModel;
import io.apogeemq.protocol.body.SubscriptionRecord;
import io.apogeemq.protocol.frame.Payload;
import io.apogeemq.protocol.header.ConsumeDirectlyRequest;
import io.apogeemq.protocol.header.RunningInfoRequest;
import io.apogeemq.remoting.Reply;
import io.apogeemq.simulation.SimulatedProcess;
import io.apogeemq.simulation.Simulation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What brokers are told of a consumer, and what they get when they ask; nobody listens in this world. */
class WireMemberTest {
    private static final BrokerQueue QUEUE = new BrokerQueue("b", 0, "T");

    private final Simulation simulation = new Simulation(new Random().nextLong());
    private final SimulatedProcess process = simulation.process("client");
    private final ClientInstance client = new ClientInstance(
            ClientSettings.defaults("c1", "127.0.0.1:9876"),
            process,
            process.network(),
            NameServerLookup.NONE,
            List.of());
    private final List<ReceivedMessage> consumed = new ArrayList<>();
    private final WireMember member = member();

    @Test
    void a_consumer_starts_without_any_server_and_tells_what_it_wants() {
        finish(member.consumer().start(List.of(Subscription.ofTags("T", "TagA || TagB", 5))));

        ConsumerRecord record = member.describe();
        assertThat(record.group()).isEqualTo("g");
        assertThat(record.subscriptions())
                .extracting(SubscriptionRecord::topic, SubscriptionRecord::expression)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("T", "TagA || TagB"),
                        org.assertj.core.groups.Tuple.tuple("%RETRY%g", "*"));
        assertThat(record.subscriptions())
                .anySatisfy(subscription -> assertThat(subscription.tagCodes())
                        .containsExactlyInAnyOrder("TagA".hashCode(), "TagB".hashCode()));
        assertThat(member.topics()).containsExactlyInAnyOrder("T", "%RETRY%g");
    }

    @Test
    void running_info_says_what_operators_look_for() {
        finish(member.consumer().start(List.of(Subscription.ofTags("T", "*", 5))));

        String json = text(finish(member.runningInfo(new RunningInfoRequest("g", "c1", true))));

        assertThat(json)
                .contains("\"PROP_CONSUMEORDERLY\":\"false\"")
                .contains("\"PROP_CONSUME_TYPE\":\"CONSUME_PASSIVELY\"")
                .contains("\"PROP_NAMESERVER_ADDR\":\"127.0.0.1:9876\"")
                .contains("\"PROP_THREADPOOL_CORE_SIZE\":\"3\"")
                .contains("\"pullBatchSize\":\"32\"")
                .contains("\"subString\":\"*\"")
                .contains("\"mqTable\":{}")
                .contains("\"consumeRT\":0.0")
                .contains("WireMemberTest");
    }

    @Test
    void offsets_of_a_topic_are_keyed_by_queues() {
        member.consumer().offsets().set(QUEUE, 12);
        assertThat(text(finish(member.offsets("T"))))
                .isEqualTo("{\"messageQueueTable\":{{\"brokerName\":\"b\",\"queueId\":0,\"topic\":\"T\"}:12}}");
        assertThat(text(finish(member.offsets("other")))).isEqualTo("{\"messageQueueTable\":{}}");
    }

    @Test
    void a_message_from_an_operator_that_cannot_be_read_is_refused() {
        Reply reply = finish(member.consumeDirectly(
                new ConsumeDirectlyRequest("g", "c1", "id", "T", "b", null, null), new byte[100]));
        assertThat(reply.code()).isEqualTo(1);
        assertThat(reply.remark()).contains("no whole message");
        assertThat(consumed).isEmpty();
    }

    private WireMember member() {
        WireMember.Identity identity = new WireMember.Identity(
                "g",
                MessageModel.CLUSTERING,
                ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET,
                ConsumeType.CONSUME_PASSIVELY,
                false,
                () -> Map.of("pullBatchSize", "32"));
        ConsumerSettings settings = new ConsumerSettings(
                "g",
                "c1",
                ConsumerSettings.Model.CLUSTERING,
                ConsumerSettings.StartAt.LAST,
                0,
                new ConsumerSettings.Pulling(32, 1 << 18, 0, 1000, 1000, 100, -1, -1, 2000, false),
                new ConsumerSettings.Consuming(3, 1, -1, 1000, 900_000, 0),
                ConsumerSettings.Sharing.USUAL);
        return new WireMember(
                client,
                identity,
                RecordDecoder.WHOLE,
                calls -> GroupMember.concurrent(
                        new GroupMember.Parts(
                                settings,
                                calls,
                                new RemoteOffsets("g", calls),
                                new EvenRuns(),
                                (topic, all, assigned) -> {},
                                process,
                                client.loop(),
                                client.callbacks()),
                        new ConcurrentListener() {
                            @Override
                            public Outcome consume(List<ReceivedMessage> messages, BrokerQueue queue) {
                                consumed.addAll(messages);
                                return Outcome.ALL_DONE;
                            }

                            @Override
                            public DirectOutcome consumeDirectly(ReceivedMessage message, BrokerQueue queue) {
                                consumed.add(message);
                                return new DirectOutcome(
                                        false, true, DirectOutcome.Result.CR_SUCCESS, Messages.body(message), 2);
                            }
                        }));
    }

    private <T> T finish(CompletionStage<T> stage) {
        simulation.runUntil(
                "a call returns", 60_000, () -> stage.toCompletableFuture().isDone());
        return stage.toCompletableFuture().join();
    }

    private static String text(Reply reply) {
        Payload body = reply.body();
        return body == null
                ? ""
                : StandardCharsets.UTF_8.decode(body.buffer(0).duplicate()).toString();
    }
}
