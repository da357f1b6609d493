package org.apache.rocketmq.client.impl.consumer;

import io.apogeemq.client.core.ReceivedMessage;
import io.apogeemq.protocol.body.BrokerQueue;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.rocketmq.common.message.MessageAccessor;
import org.apache.rocketmq.common.message.MessageClientExt;
import org.apache.rocketmq.common.message.MessageConst;
import org.apache.rocketmq.common.message.MessageExt;

/**
 * Makes the messages that programs see of those that the engine received. A message that is tried again is the same object,
 * as programs may have noted it; both share their property map.
 */
final class MessageFaces {
    private final UnaryOperator<String> withoutNamespace;

    /** @param withoutNamespace the topic as the program knows it */
    MessageFaces(UnaryOperator<String> withoutNamespace) {
        this.withoutNamespace = withoutNamespace;
    }

    /** A list that the program cannot change. */
    List<MessageExt> faces(List<ReceivedMessage> messages) {
        if (messages.size() == 1) {
            return Collections.singletonList(face(messages.get(0)));
        }
        List<MessageExt> faces = new ArrayList<>(messages.size());
        messages.forEach(message -> faces.add(face(message)));
        return Collections.unmodifiableList(faces);
    }

    MessageExt face(ReceivedMessage message) {
        MessageExt face = message.face() instanceof MessageExt known ? known : make(message);
        face.setTopic(withoutNamespace.apply(message.topic()));
        face.setReconsumeTimes(message.reconsumeTimes());
        return face;
    }

    private static MessageExt make(ReceivedMessage message) {
        ReceivedMessage.Stored stored = message.stored();
        MessageClientExt face = new MessageClientExt();
        MessageAccessor.setProperties(face, message.properties());
        face.setBody(stored.body());
        face.setFlag(stored.flag());
        face.setBrokerName(stored.queue().brokerName());
        face.setQueueId(stored.queue().queueId());
        face.setStoreSize(stored.storeLength());
        face.setQueueOffset(stored.offset());
        face.setSysFlag(stored.sysFlag());
        face.setBornTimestamp(stored.bornMillis());
        face.setBornHost(stored.bornHost());
        face.setStoreTimestamp(stored.storeMillis());
        face.setStoreHost(stored.storeHost());
        face.setCommitLogOffset(stored.position());
        face.setBodyCRC(stored.bodyCrc());
        face.setPreparedTransactionOffset(stored.preparedTransactionPosition());
        face.setOffsetMsgId(message.offsetMessageId());
        if (Boolean.parseBoolean(message.property(MessageConst.PROPERTY_TRANSACTION_PREPARED))) {
            face.setTransactionId(message.property(MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX));
        }
        message.setFace(face);
        return face;
    }

    /** The other way: a message that a program hands in, to be sent back to that broker. */
    static ReceivedMessage received(MessageExt message, String brokerName) {
        Map<String, String> properties = message.getProperties() == null ? Map.of() : message.getProperties();
        byte[] body = message.getBody() == null ? new byte[0] : message.getBody();
        String broker = brokerName == null ? message.getBrokerName() : brokerName;
        return new ReceivedMessage(new ReceivedMessage.Stored(
                new BrokerQueue(broker == null ? "" : broker, message.getQueueId(), message.getTopic()),
                message.getQueueOffset(),
                message.getCommitLogOffset(),
                message.getStoreSize(),
                message.getBodyCRC(),
                message.getFlag(),
                message.getSysFlag(),
                message.getBornTimestamp(),
                (InetSocketAddress) message.getBornHost(),
                message.getStoreTimestamp(),
                (InetSocketAddress) message.getStoreHost(),
                message.getReconsumeTimes(),
                message.getPreparedTransactionOffset(),
                body,
                properties));
    }
}
