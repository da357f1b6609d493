package io.apogeemq.broker;

import static io.apogeemq.broker.TestBroker.await;
import static io.apogeemq.broker.TestBroker.bodies;
import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.SendBackRequest;
import io.apogeemq.protocol.message.OffsetMessageId;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.remoting.Answer;
import io.apogeemq.remoting.Request;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages that a consumer could not handle. */
class RetryTest {
    private static final Map<String, String> FAST = Map.of("messageDelayLevel", "1s 1s 1s 2s 3s");

    @TempDir
    Path root;

    /** Sends a message and pulls it, as its group's consumer does. */
    private static RecordReader sendAndPull(TestBroker broker, Map<String, String> properties) throws Exception {
        broker.createTopic("orders", 1);
        await(broker.send("orders", 0, "paid", properties));
        return record(await(broker.pull("orders", 0, 0, "*", 0)));
    }

    private static RecordReader record(Answer pulled) {
        assertThat(pulled.code()).as(pulled.remark()).isEqualTo(ResponseCode.SUCCESS);
        return TestBroker.records(pulled).get(0);
    }

    private static Answer sendBack(TestBroker broker, long position, int level, Integer most, String cause)
            throws Exception {
        SendBackRequest back =
                new SendBackRequest(position, "cg", level, "unique-id", "orders", false, most, null, cause);
        return await(broker.call(Request.of(RequestCode.CONSUMER_SEND_MSG_BACK, SendBackRequest.CODEC, back)));
    }

    @Test
    void a_message_that_is_sent_back_comes_again_after_its_delay() throws Exception {
        try (TestBroker broker = new TestBroker(root, FAST)) {
            RecordReader first = sendAndPull(broker, Map.of("UNIQ_KEY", "id-1", "TAGS", "a", "KEYS", "k"));
            assertThat(sendBack(broker, first.position(), 0, 16, null).code()).isEqualTo(ResponseCode.SUCCESS);
            RecordReader again = record(await(broker.pull("%RETRY%cg", 0, 0, "*", 15_000)));
            Map<String, String> properties = TestBroker.properties(again);
            assertThat(TestBroker.body(again)).isEqualTo("paid");
            assertThat(again.reconsumeTimes()).isEqualTo(1);
            assertThat(again.bornMillis()).isEqualTo(first.bornMillis());
            assertThat(properties)
                    .containsEntry("RETRY_TOPIC", "orders")
                    .containsEntry("ORIGIN_MESSAGE_ID", OffsetMessageId.text(first.storeHost(), first.position()))
                    .containsEntry("UNIQ_KEY", "id-1")
                    .containsEntry("TAGS", "a")
                    .containsEntry("KEYS", "k")
                    .containsEntry("DELAY", "3");
            assertThat(again.storeMillis() - first.storeMillis()).isGreaterThanOrEqualTo(1000);

            sendBack(broker, again.position(), 1, 16, null);
            RecordReader third = record(await(broker.pull("%RETRY%cg", 0, 1, "*", 15_000)));
            assertThat(third.reconsumeTimes()).isEqualTo(2);
            assertThat(TestBroker.properties(third))
                    .containsEntry("RETRY_TOPIC", "orders")
                    .containsEntry("ORIGIN_MESSAGE_ID", properties.get("ORIGIN_MESSAGE_ID"))
                    .containsEntry("DELAY", "1");
        }
    }

    @Test
    void a_message_that_failed_too_often_is_a_dead_letter_that_says_why() throws Exception {
        try (TestBroker broker = new TestBroker(root, FAST)) {
            RecordReader first = sendAndPull(broker, Map.of("UNIQ_KEY", "id-1"));
            assertThat(sendBack(broker, first.position(), 0, 0, "java.lang.IllegalStateException: no\nstock")
                            .code())
                    .isEqualTo(ResponseCode.SUCCESS);
            RecordReader dead = record(await(broker.pull("%DLQ%cg", 0, 0, "*", 15_000)));
            assertThat(TestBroker.body(dead)).isEqualTo("paid");
            assertThat(TestBroker.properties(dead))
                    .containsEntry("DLQ_ORIGIN_TOPIC", "orders")
                    .containsEntry("DLQ_ORIGIN_MESSAGE_ID", "id-1")
                    .containsEntry("DLQ_ATTEMPTS", "1")
                    .containsEntry("DLQ_CAUSE", "java.lang.IllegalStateException: no stock")
                    .containsEntry("RETRY_TOPIC", "orders")
                    .doesNotContainKey("DELAY");
        }
    }

    @Test
    void a_consumer_may_give_a_message_up_at_once() throws Exception {
        try (TestBroker broker = new TestBroker(root, FAST)) {
            RecordReader first = sendAndPull(broker, Map.of());
            sendBack(broker, first.position(), -1, 16, null);
            assertThat(bodies(await(broker.pull("%DLQ%cg", 0, 0, "*", 15_000)))).containsExactly("paid");
        }
    }

    @Test
    void what_cannot_be_sent_back_is_refused_with_its_reason() throws Exception {
        Map<String, String> strict = new HashMap<>(FAST);
        strict.put("autoCreateSubscriptionGroup", "false");
        try (TestBroker broker = new TestBroker(root, strict)) {
            Answer unknown = sendBack(broker, 0, 0, 16, null);
            assertThat(unknown.code()).isEqualTo(ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST);
            assertThat(unknown.remark()).contains("cg", "updateSubGroup");
        }
        try (TestBroker broker = new TestBroker(root.resolve("second"), FAST)) {
            assertThat(sendBack(broker, 4711, 0, 16, null).remark()).contains("4711");
        }
    }

    @Test
    void a_message_that_its_consumer_sends_to_the_retry_topic_too_often_is_a_dead_letter() throws Exception {
        try (TestBroker broker = new TestBroker(root, FAST)) {
            // makes group and retry topic
            await(broker.pull("%RETRY%cg", 0, 0, "*", 0));
            Answer again = await(broker.resend("cg", "second try", 2, 2));
            Answer over = await(broker.resend("cg", "third try", 3, 2));
            assertThat(again.code()).as(again.remark()).isEqualTo(ResponseCode.SUCCESS);
            assertThat(over.code()).as(over.remark()).isEqualTo(ResponseCode.SUCCESS);
            assertThat(bodies(await(broker.pull("%RETRY%cg", 0, 0, "*", 15_000))))
                    .containsExactly("second try");
            assertThat(bodies(await(broker.pull("%DLQ%cg", 0, 0, "*", 15_000)))).containsExactly("third try");
        }
    }
}
