package org.apache.rocketmq.client.consumer.listener;

import java.util.List;
import org.apache.rocketmq.common.message.MessageExt;

/** Consumes messages in any order, on several threads at once. It may block. */
public interface MessageListenerConcurrently extends MessageListener {

    /**
     * Null, or anything thrown, means {@link ConsumeConcurrentlyStatus#RECONSUME_LATER}.
     *
     * @param msgs at least one; not to be changed
     */
    ConsumeConcurrentlyStatus consumeMessage(List<MessageExt> msgs, ConsumeConcurrentlyContext context);
}
