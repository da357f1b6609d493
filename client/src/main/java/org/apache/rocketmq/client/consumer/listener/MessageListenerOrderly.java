package org.apache.rocketmq.client.consumer.listener;

import java.util.List;
import org.apache.rocketmq.common.message.MessageExt;

/** Consumes the messages of each queue in their order, one thread at a time. It may block. */
public interface MessageListenerOrderly extends MessageListener {

    /**
     * Null, or anything thrown, means {@link ConsumeOrderlyStatus#SUSPEND_CURRENT_QUEUE_A_MOMENT}.
     *
     * @param msgs at least one; not to be changed
     */
    ConsumeOrderlyStatus consumeMessage(List<MessageExt> msgs, ConsumeOrderlyContext context);
}
