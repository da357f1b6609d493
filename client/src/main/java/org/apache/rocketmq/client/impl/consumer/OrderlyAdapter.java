package org.apache.rocketmq.client.impl.consumer;

import io.apogeemq.client.consume.DirectOutcome;
import io.apogeemq.client.consume.OrderlyListener;
import io.apogeemq.client.core.ReceivedMessage;
import io.apogeemq.protocol.body.BrokerQueue;
import java.util.List;
import org.apache.rocketmq.client.consumer.listener.ConsumeOrderlyContext;
import org.apache.rocketmq.client.consumer.listener.ConsumeOrderlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerOrderly;
import org.apache.rocketmq.client.impl.consumer.ListenerCall.Ended;

/** Lets the engine call a program's {@link MessageListenerOrderly}. */
final class OrderlyAdapter implements OrderlyListener {
    private final MessageListenerOrderly listener;
    private final ListenerCall<ConsumeOrderlyStatus> call;
    private final ConsumeHooks hooks;
    private final MessageFaces faces;

    OrderlyAdapter(
            MessageListenerOrderly listener,
            ListenerCall<ConsumeOrderlyStatus> call,
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
            return new Outcome(Verdict.SUCCESS, true, -1);
        }
        ConsumeOrderlyContext context = new ConsumeOrderlyContext(Queues.face(queue));
        Ended<ConsumeOrderlyStatus> ended = call.call(wanted, queue, shown -> listener.consumeMessage(shown, context));
        return new Outcome(verdict(ended.status()), context.isAutoCommit(), context.getSuspendCurrentQueueTimeMillis());
    }

    @Override
    public DirectOutcome consumeDirectly(ReceivedMessage message, BrokerQueue queue) {
        ConsumeOrderlyContext context = new ConsumeOrderlyContext(Queues.face(queue));
        Ended<ConsumeOrderlyStatus> ended =
                call.call(List.of(message), queue, shown -> listener.consumeMessage(shown, context));
        DirectOutcome.Result result = DirectOutcome.Result.CR_RETURN_NULL;
        if (ended.thrown() != null) {
            result = DirectOutcome.Result.CR_THROW_EXCEPTION;
        } else if (ended.answered()) {
            result = switch (verdict(ended.status())) {
                case SUCCESS -> DirectOutcome.Result.CR_SUCCESS;
                case COMMIT -> DirectOutcome.Result.CR_COMMIT;
                case ROLLBACK -> DirectOutcome.Result.CR_ROLLBACK;
                case SUSPEND -> DirectOutcome.Result.CR_LATER;
            };
        }
        String remark = ended.thrown() == null ? "" : ended.thrown().toString();
        return new DirectOutcome(true, context.isAutoCommit(), result, remark, ended.millis());
    }

    @SuppressWarnings("deprecation") // programs still answer the deprecated ones
    private static Verdict verdict(ConsumeOrderlyStatus status) {
        return switch (status) {
            case SUCCESS -> Verdict.SUCCESS;
            case ROLLBACK -> Verdict.ROLLBACK;
            case COMMIT -> Verdict.COMMIT;
            case SUSPEND_CURRENT_QUEUE_A_MOMENT -> Verdict.SUSPEND;
        };
    }
}
