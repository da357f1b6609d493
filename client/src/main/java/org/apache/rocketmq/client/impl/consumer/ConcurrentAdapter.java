package org.apache.rocketmq.client.impl.consumer;

import io.apogeemq.client.consume.ConcurrentListener;
import io.apogeemq.client.consume.DirectOutcome;
import io.apogeemq.client.core.ReceivedMessage;
import io.apogeemq.protocol.body.BrokerQueue;
import java.util.ArrayList;
import java.util.List;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyContext;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.impl.consumer.ListenerCall.Ended;

/** Lets the engine call a program's {@link MessageListenerConcurrently}. */
final class ConcurrentAdapter implements ConcurrentListener {
    private final MessageListenerConcurrently listener;
    private final ListenerCall<ConsumeConcurrentlyStatus> call;
    private final ConsumeHooks hooks;
    private final MessageFaces faces;

    ConcurrentAdapter(
            MessageListenerConcurrently listener,
            ListenerCall<ConsumeConcurrentlyStatus> call,
            ConsumeHooks hooks,
            MessageFaces faces) {
        this.listener = listener;
        this.call = call;
        this.hooks = hooks;
        this.faces = faces;
    }

    @Override
    public Outcome consume(List<ReceivedMessage> messages, BrokerQueue queue) {
        List<ReceivedMessage> wanted = hooks.filter(messages, queue, faces);
        if (wanted.isEmpty()) {
            return Outcome.ALL_DONE;
        }
        ConsumeConcurrentlyContext context = new ConsumeConcurrentlyContext(Queues.face(queue));
        Ended<ConsumeConcurrentlyStatus> ended =
                call.call(wanted, queue, shown -> listener.consumeMessage(shown, context));
        int done = switch (ended.status()) {
            case CONSUME_SUCCESS -> (int) Math.max(0, Math.min(wanted.size(), context.getAckIndex() + 1L));
            case RECONSUME_LATER -> 0;
        };
        return done == wanted.size()
                ? Outcome.ALL_DONE
                : new Outcome(
                        new ArrayList<>(wanted.subList(done, wanted.size())), context.getDelayLevelWhenNextConsume());
    }

    @Override
    public DirectOutcome consumeDirectly(ReceivedMessage message, BrokerQueue queue) {
        ConsumeConcurrentlyContext context = new ConsumeConcurrentlyContext(Queues.face(queue));
        Ended<ConsumeConcurrentlyStatus> ended =
                call.call(List.of(message), queue, shown -> listener.consumeMessage(shown, context));
        DirectOutcome.Result result = DirectOutcome.Result.CR_RETURN_NULL;
        if (ended.thrown() != null) {
            result = DirectOutcome.Result.CR_THROW_EXCEPTION;
        } else if (ended.answered()) {
            result = switch (ended.status()) {
                case CONSUME_SUCCESS -> DirectOutcome.Result.CR_SUCCESS;
                case RECONSUME_LATER -> DirectOutcome.Result.CR_LATER;
            };
        }
        String remark = ended.thrown() == null ? "" : ended.thrown().toString();
        return new DirectOutcome(false, true, result, remark, ended.millis());
    }
}
