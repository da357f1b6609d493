package org.apache.rocketmq.common.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Texts and numbers are those of the released artifacts (spec/client.md 2). */
class MessageTest {

    @Test
    void a_new_message_says_that_its_sender_waits_for_the_disk() {
        assertThat(new Message("T", new byte[] {104, 105}))
                .hasToString(
                        "Message{topic='T', flag=0, properties={WAIT=true}, body=[104, 105], transactionId='null'}");
        assertThat(new Message().getProperties()).isNull();
        assertThat(new Message().isWaitStoreMsgOK()).isTrue();
    }

    @Test
    void empty_tags_and_keys_are_not_set() {
        assertThat(new Message("T", "", null, 3, new byte[1], false).getProperties())
                .isEqualTo(Map.of("WAIT", "false"));
    }

    @Test
    void keys_are_joined_by_blanks() {
        Message message = new Message("T", new byte[1]);
        message.setKeys(List.of("a", "b"));
        assertThat(message.getKeys()).isEqualTo("a b");
    }

    @Test
    void names_of_the_system_are_refused_to_users() {
        Message message = new Message("T", new byte[1]);
        assertThatThrownBy(() -> message.putUserProperty("KEYS", "x"))
                .isExactlyInstanceOf(RuntimeException.class)
                .hasMessage("The Property<KEYS> is used by system, input another please");
        for (String blank : new String[] {null, "", " "}) {
            assertThatThrownBy(() -> message.putUserProperty("mine", blank))
                    .isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The name or value of property can not be null or blank string!");
        }
    }

    @Test
    void delays_are_numbers_that_are_zero_when_unset() {
        Message message = new Message("T", new byte[1]);
        assertThat(message.getDelayTimeLevel()).isZero();
        assertThat(message.getDeliverTimeMs()).isZero();
        assertThat(message.getPriority()).isEqualTo(-1);
        message.setDelayTimeLevel(3);
        message.setDelayTimeSec(4);
        message.setDelayTimeMs(5);
        message.setDeliverTimeMs(6);
        message.setPriority(7);
        assertThat(message.getProperties())
                .containsEntry("DELAY", "3")
                .containsEntry("TIMER_DELAY_SEC", "4")
                .containsEntry("TIMER_DELAY_MS", "5")
                .containsEntry("TIMER_DELIVER_MS", "6")
                .containsEntry("_SYS_MSG_PRIORITY_", "7");
        assertThatThrownBy(() -> message.setPriority(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_stored_message_prints_all_its_fields() {
        MessageExt message = new MessageExt(
                1, 2, new InetSocketAddress("10.0.0.5", 1), 3, new InetSocketAddress("10.0.0.9", 2), "id");
        assertThat(message)
                .hasToString("MessageExt [brokerName=null, queueId=1, storeSize=0, queueOffset=0, sysFlag=0,"
                        + " bornTimestamp=2, bornHost=/10.0.0.5:1, storeTimestamp=3, storeHost=/10.0.0.9:2, msgId=id,"
                        + " commitLogOffset=0, bodyCRC=0, reconsumeTimes=0, preparedTransactionOffset=0,"
                        + " toString()=Message{topic='null', flag=0, properties=null, body=null,"
                        + " transactionId='null'}]");
        assertThat(message.getBornHostString()).isEqualTo("10.0.0.5");
        assertThat(message.getStoreHostBytes().remaining()).isEqualTo(8);
        message.setBornHostV6Flag();
        message.setStoreHostAddressV6Flag();
        assertThat(message.getSysFlag()).isEqualTo(48);
    }

    @Test
    void a_received_message_is_known_by_its_senders_id() {
        MessageClientExt message = new MessageClientExt();
        message.setMsgId("ignored");
        message.setOffsetMsgId("offset");
        assertThat(message.getMsgId()).isEqualTo("offset");
        MessageAccessor.putProperty(message, "UNIQ_KEY", "unique");
        assertThat(message.getMsgId()).isEqualTo("unique");
        assertThat(message.getOffsetMsgId()).isEqualTo("offset");
    }

    @Test
    void queues_are_equal_and_ordered_by_topic_broker_and_id() {
        MessageQueue queue = new MessageQueue("T", "b", 0);
        assertThat(queue)
                .hasToString("MessageQueue [topic=T, brokerName=b, queueId=0]")
                .isEqualTo(new MessageQueue(queue))
                .isNotEqualTo(new MessageQueue("T", "b", 1))
                .isLessThan(new MessageQueue("T", "b", 1))
                .isLessThan(new MessageQueue("T", "c", 0))
                .isLessThan(new MessageQueue("U", "a", 0));
        assertThat(queue.hashCode()).isEqualTo(124053);
        assertThat(new MessageQueue().hashCode()).isEqualTo(29791);
    }

    @Test
    void messages_that_cannot_travel_together_are_refused_with_the_reason() {
        Message good = new Message("T", new byte[1]);
        Message delayed = new Message("T", new byte[1]);
        delayed.setDelayTimeLevel(1);
        refused(good, delayed, "Delayed messages are not supported for batching");
        Message timed = new Message("T", new byte[1]);
        timed.setDelayTimeSec(1);
        refused(good, timed, "Delayed messages are not supported for batching");
        refused(
                new Message("%RETRY%g", new byte[1]),
                new Message("%RETRY%g", new byte[1]),
                "Retry Group is not supported for batching");
        refused(good, new Message("U", new byte[1]), "The topic of the messages in one batch should be the same");
        Message careless = new Message("T", new byte[1]);
        careless.setWaitStoreMsgOK(false);
        refused(good, careless, "The waitStoreMsgOK of the messages in one batch should the same");
    }

    @Test
    void messages_keep_their_serial_form() throws Exception {
        Map<Class<?>, Long> numbers = Map.of(
                Message.class, 8445773977080406428L,
                MessageExt.class, 5720810158625748049L,
                MessageClientExt.class, 3356781067783450251L,
                MessageBatch.class, 621335151046335557L,
                MessageQueue.class, 6191200464116433425L);
        numbers.forEach((type, number) ->
                assertThat(ObjectStreamClass.lookup(type).getSerialVersionUID()).isEqualTo(number));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new Message("T", "a", "k", 3, new byte[] {1}, false));
        }
        Object back = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        assertThat(back).hasToString(new Message("T", "a", "k", 3, new byte[] {1}, false).toString());
    }

    private static void refused(Message first, Message second, String reason) {
        assertThatThrownBy(() -> MessageBatch.generateFromList(List.of(first, second)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage(reason);
    }
}
