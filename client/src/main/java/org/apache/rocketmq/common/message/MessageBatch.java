package org.apache.rocketmq.common.message;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/** Several messages of one topic that travel and are stored together (spec/client.md 2, spec/messages.md 12). */
public class MessageBatch extends Message implements Iterable<Message> {
    private static final long serialVersionUID = 621335151046335557L;

    private final List<Message> messages;

    public MessageBatch(List<Message> messages) {
        this.messages = messages;
    }

    /**
     * Puts the messages in a batch.
     *
     * @throws UnsupportedOperationException when they may not travel together; the text says why
     */
    public static MessageBatch generateFromList(Collection<? extends Message> messages) {
        assert messages != null && !messages.isEmpty();
        Message first = messages.iterator().next();
        for (Message message : messages) {
            requireFit(first, message);
        }
        MessageBatch batch = new MessageBatch(new ArrayList<>(messages));
        batch.setTopic(first.getTopic());
        batch.setWaitStoreMsgOK(first.isWaitStoreMsgOK());
        return batch;
    }

    /** The body of the batch on the wire. */
    public byte[] encode() {
        return MessageDecoder.encodeMessages(messages);
    }

    @Override
    public Iterator<Message> iterator() {
        return messages.iterator();
    }

    private static void requireFit(Message first, Message message) {
        if (message.getDelayTimeLevel() > 0
                || message.getDelayTimeMs() > 0
                || message.getDelayTimeSec() > 0
                || message.getDeliverTimeMs() > 0) {
            throw new UnsupportedOperationException("Delayed messages are not supported for batching");
        }
        if (message.getTopic().startsWith("%RETRY%")) {
            throw new UnsupportedOperationException("Retry Group is not supported for batching");
        }
        if (!first.getTopic().equals(message.getTopic())) {
            throw new UnsupportedOperationException("The topic of the messages in one batch should be the same");
        }
        if (first.isWaitStoreMsgOK() != message.isWaitStoreMsgOK()) {
            throw new UnsupportedOperationException("The waitStoreMsgOK of the messages in one batch should the same");
        }
    }
}
