package org.apache.rocketmq.client.impl.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.client.consume.ConcurrentListener;
import io.apogeemq.client.consume.DirectOutcome;
import io.apogeemq.client.consume.Messages;
import io.apogeemq.client.consume.OrderlyListener;
import io.apogeemq.client.core.ReceivedMessage;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.protocol.body.BrokerQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.ConsumeOrderlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.consumer.listener.MessageListenerOrderly;
import org.apache.rocketmq.client.hook.ConsumeMessageContext;
import org.apache.rocketmq.client.hook.ConsumeMessageHook;
import org.apache.rocketmq.client.hook.FilterMessageContext;
import org.apache.rocketmq.client.hook.FilterMessageHook;
import org.apache.rocketmq.common.message.MessageExt;
import org.junit.jupiter.api.Test;

class ListenerAdaptersTest {
    private static final BrokerQueue QUEUE = new BrokerQueue("b", 3, "T");

    private final ConsumeHooks hooks = new ConsumeHooks(new DefaultMQPushConsumer("group"), () -> "group");
    private final MessageFaces faces = new MessageFaces(UnaryOperator.identity());
    private final List<ReceivedMessage> five = Messages.range(QUEUE, 10, 5);
    private final List<String> heard = new ArrayList<>();

    @Test
    void success_stands_for_the_messages_up_to_the_ack_index() {
        assertThat(concurrent((messages, context) -> {
                            context.setAckIndex(2);
                            return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
                        })
                        .consume(five, QUEUE)
                        .again())
                .containsExactly(five.get(3), five.get(4));
        assertThat(concurrent((messages, context) -> {
                            context.setAckIndex(-1);
                            return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
                        })
                        .consume(five, QUEUE)
                        .again())
                .isEqualTo(five);
        assertThat(concurrent((messages, context) -> ConsumeConcurrentlyStatus.CONSUME_SUCCESS)
                        .consume(five, QUEUE)
                        .again())
                .isEmpty();
    }

    @Test
    void later_null_and_anything_thrown_bring_all_again_with_the_delay_that_was_set() {
        ConcurrentListener.Outcome all = new ConcurrentListener.Outcome(five, 7);
        assertThat(concurrent((messages, context) -> {
                            context.setDelayLevelWhenNextConsume(7);
                            return ConsumeConcurrentlyStatus.RECONSUME_LATER;
                        })
                        .consume(five, QUEUE))
                .isEqualTo(all);
        assertThat(concurrent((messages, context) -> {
                            context.setDelayLevelWhenNextConsume(7);
                            return null;
                        })
                        .consume(five, QUEUE))
                .isEqualTo(all);
        assertThat(concurrent((messages, context) -> {
                            context.setDelayLevelWhenNextConsume(7);
                            throw new AssertionError("the listener's own");
                        })
                        .consume(five, QUEUE))
                .isEqualTo(all);
    }

    @Test
    void an_orderly_listener_that_throws_pauses_its_queue() {
        assertThat(orderly((messages, context) -> {
                            throw new IllegalStateException("the listener's own");
                        })
                        .consume(five, QUEUE))
                .isEqualTo(new OrderlyListener.Outcome(OrderlyListener.Verdict.SUSPEND, true, -1));
        assertThat(orderly((messages, context) -> {
                            context.setAutoCommit(false);
                            context.setSuspendCurrentQueueTimeMillis(50);
                            return ConsumeOrderlyStatus.SUCCESS;
                        })
                        .consume(five, QUEUE))
                .isEqualTo(new OrderlyListener.Outcome(OrderlyListener.Verdict.SUCCESS, false, 50));
    }

    @Test
    void hooks_hear_how_the_listener_ended() {
        hooks.add(new ConsumeMessageHook() {
            @Override
            public String hookName() {
                return "test";
            }

            @Override
            public void consumeMessageBefore(ConsumeMessageContext context) {
                heard.add("before " + context.getMsgList().size() + " of " + context.getConsumerGroup());
                throw new IllegalStateException("changes nothing");
            }

            @Override
            public void consumeMessageAfter(ConsumeMessageContext context) {
                heard.add(context.getStatus() + " " + context.isSuccess() + " " + context.getProps());
            }
        });
        concurrent((messages, context) -> null).consume(five, QUEUE);
        concurrent((messages, context) -> ConsumeConcurrentlyStatus.CONSUME_SUCCESS)
                .consume(five, QUEUE);

        assertThat(heard)
                .containsExactly(
                        "before 5 of group",
                        "RECONSUME_LATER false {ConsumeContextType=RETURNNULL}",
                        "before 5 of group",
                        "CONSUME_SUCCESS true {ConsumeContextType=SUCCESS}");
    }

    @Test
    void what_a_filter_hook_takes_out_is_done_with() {
        hooks.add(new FilterMessageHook() {
            @Override
            public String hookName() {
                return "even";
            }

            @Override
            public void filterMessage(FilterMessageContext context) {
                context.getMsgList().removeIf(message -> message.getQueueOffset() % 2 == 1);
            }
        });
        assertThat(concurrent((messages, context) -> {
                            messages.forEach(message -> heard.add("offset " + message.getQueueOffset()));
                            return ConsumeConcurrentlyStatus.RECONSUME_LATER;
                        })
                        .consume(five, QUEUE)
                        .again())
                .containsExactly(five.get(0), five.get(2), five.get(4));
        assertThat(heard).containsExactly("offset 10", "offset 12", "offset 14");
    }

    @Test
    void a_message_tried_again_is_the_same_object_and_tells_how_often() {
        List<MessageExt> seen = new ArrayList<>();
        ConcurrentAdapter adapter = concurrent((messages, context) -> {
            seen.addAll(messages);
            return ConsumeConcurrentlyStatus.RECONSUME_LATER;
        });
        ReceivedMessage message = Messages.message(QUEUE, 1, "body", Map.of("UNIQ_KEY", "the id", "TAGS", "TagA"));
        adapter.consume(List.of(message), QUEUE);
        message.setReconsumeTimes(1);
        message.setTopic("original");
        adapter.consume(List.of(message), QUEUE);

        assertThat(seen.get(1)).isSameAs(seen.get(0));
        assertThat(seen.get(1).getReconsumeTimes()).isOne();
        assertThat(seen.get(1).getTopic()).isEqualTo("original");
        assertThat(seen.get(1).getMsgId()).isEqualTo("the id");
        assertThat(seen.get(1).getTags()).isEqualTo("TagA");
        assertThat(seen.get(1).getBrokerName()).isEqualTo("b");
        assertThat(seen.get(1).getQueueId()).isEqualTo(3);
    }

    @Test
    void a_message_from_an_operator_tells_exactly_how_it_ended() {
        ReceivedMessage message = five.get(0);
        assertThat(concurrent((messages, context) -> null)
                        .consumeDirectly(message, QUEUE)
                        .result())
                .isEqualTo(DirectOutcome.Result.CR_RETURN_NULL);
        DirectOutcome thrown = concurrent((messages, context) -> {
                    throw new IllegalStateException("why");
                })
                .consumeDirectly(message, QUEUE);
        assertThat(thrown.result()).isEqualTo(DirectOutcome.Result.CR_THROW_EXCEPTION);
        assertThat(thrown.remark()).contains("why");
        DirectOutcome orderly = orderly((messages, context) -> ConsumeOrderlyStatus.SUSPEND_CURRENT_QUEUE_A_MOMENT)
                .consumeDirectly(message, QUEUE);
        assertThat(orderly.result()).isEqualTo(DirectOutcome.Result.CR_LATER);
        assertThat(orderly.order()).isTrue();
    }

    private ConcurrentAdapter concurrent(MessageListenerConcurrently listener) {
        return new ConcurrentAdapter(
                listener,
                new ListenerCall<>(
                        hooks,
                        faces,
                        Clock.system(),
                        () -> Long.MAX_VALUE,
                        ConsumeConcurrentlyStatus.CONSUME_SUCCESS,
                        ConsumeConcurrentlyStatus.RECONSUME_LATER),
                hooks,
                faces);
    }

    private OrderlyAdapter orderly(MessageListenerOrderly listener) {
        return new OrderlyAdapter(
                listener,
                new ListenerCall<>(
                        hooks,
                        faces,
                        Clock.system(),
                        () -> Long.MAX_VALUE,
                        ConsumeOrderlyStatus.SUCCESS,
                        ConsumeOrderlyStatus.SUSPEND_CURRENT_QUEUE_A_MOMENT),
                hooks,
                faces);
    }
}
