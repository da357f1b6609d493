package io.apogeemq.broker;

import static io.apogeemq.broker.TestBroker.await;
import static io.apogeemq.broker.TestBroker.bodies;
import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.ByteRange;
import io.apogeemq.protocol.header.PushReplyRequest;
import io.apogeemq.protocol.header.SendAnswer;
import io.apogeemq.protocol.header.SendRequest;
import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.remoting.Answer;
import io.apogeemq.remoting.Lane;
import io.apogeemq.remoting.Reply;
import io.apogeemq.remoting.Request;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replies to producers that wait for them. */
class ReplyTest {
    @TempDir
    Path root;

    private final List<String> pushed = new CopyOnWriteArrayList<>();

    private static Answer reply(TestBroker broker, Map<String, String> properties) throws Exception {
        return reply(broker, "DefaultCluster_REPLY_TOPIC", properties);
    }

    private static Answer reply(TestBroker broker, String topic, Map<String, String> properties) throws Exception {
        SendRequest send = new SendRequest(
                "consumers",
                topic,
                "TBW102",
                1,
                0,
                0,
                1_700_000_000_000L,
                0,
                ByteRange.of(MessageProperties.encode(properties)),
                0,
                false,
                null,
                false,
                null);
        return await(broker.call(Request.of(
                RequestCode.SEND_REPLY_MESSAGE_V2, SendRequest.SHORT, send, "yes".getBytes(StandardCharsets.UTF_8))));
    }

    private TestBroker broker(Map<String, String> settings, boolean takes) throws Exception {
        TestBroker broker = new TestBroker(root, settings);
        broker.clientRoutes()
                .on(RequestCode.PUSH_REPLY_MESSAGE_TO_CLIENT, PushReplyRequest.CODEC, Lane.CONTROL, (call, push) -> {
                    Map<String, String> properties =
                            MessageProperties.decode(new String(push.properties(), StandardCharsets.UTF_8));
                    pushed.add(properties.get("CORRELATION_ID") + " "
                            + new String(call.bodyBytes(), StandardCharsets.UTF_8));
                    return takes
                            ? Reply.okNow()
                            : Reply.refused(1, "nobody waits").now();
                });
        return broker;
    }

    private static Map<String, String> to(String client) {
        return Map.of("CORRELATION_ID", "c-1", "REPLY_TO_CLIENT", client, "MSG_TYPE", "reply");
    }

    @Test
    void a_reply_reaches_the_client_that_waits_and_is_stored() throws Exception {
        try (TestBroker broker = broker(Map.of(), true)) {
            broker.joinAsProducer("asker@1", "producers");
            Answer answer = reply(broker, to("asker@1"));
            assertThat(answer.code()).as(answer.remark()).isEqualTo(ResponseCode.SUCCESS);
            assertThat(answer.header(SendAnswer.CODEC).messageId()).hasSize(32);
            assertThat(pushed).containsExactly("c-1 yes");
            assertThat(bodies(await(broker.pull("DefaultCluster_REPLY_TOPIC", 0, 0, "*", 15_000))))
                    .containsExactly("yes");
        }
    }

    @Test
    void a_reply_is_only_pushed_when_the_broker_is_told_not_to_store_it() throws Exception {
        try (TestBroker broker = broker(Map.of("storeReplyMessageEnable", "false"), true)) {
            broker.joinAsProducer("asker@1", "producers");
            Answer answer = reply(broker, to("asker@1"));
            assertThat(answer.header(SendAnswer.CODEC).messageId()).isEqualTo("0");
            assertThat(pushed).containsExactly("c-1 yes");
            assertThat(await(broker.pull("DefaultCluster_REPLY_TOPIC", 0, 0, "*", 0))
                            .code())
                    .isEqualTo(ResponseCode.PULL_NOT_FOUND);
        }
    }

    @Test
    void a_reply_that_reaches_nobody_says_so() throws Exception {
        try (TestBroker broker = broker(Map.of(), false)) {
            assertThat(reply(broker, to("gone@1")).remark()).contains("gone@1", "not found");
            assertThat(reply(broker, Map.of()).remark()).contains("REPLY_TO_CLIENT");
            broker.joinAsProducer("asker@1", "producers");
            assertThat(reply(broker, to("asker@1")).remark()).contains("asker@1", "nobody waits");
            assertThat(reply(broker, "../orders", to("asker@1")).code()).isEqualTo(ResponseCode.TOPIC_NOT_EXIST);
        }
    }
}
