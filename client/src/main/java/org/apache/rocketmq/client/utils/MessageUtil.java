package org.apache.rocketmq.client.utils;

import org.apache.rocketmq.client.common.ClientErrorCode;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.common.MixAll;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageAccessor;
import org.apache.rocketmq.common.message.MessageConst;

/** Answers to requests (spec/client.md 25). */
public class MessageUtil {

    /** The answer to that request, to be sent by any producer. */
    public static Message createReplyMessage(Message requestMessage, byte[] body) throws MQClientException {
        if (requestMessage == null) {
            throw cannot("requestMessage cannot be null.");
        }
        String cluster = requestMessage.getProperty(MessageConst.PROPERTY_CLUSTER);
        if (cluster == null) {
            throw cannot("requestMessage error, property[" + MessageConst.PROPERTY_CLUSTER + "] is null.");
        }
        Message reply = new Message();
        reply.setTopic(MixAll.getReplyTopic(cluster));
        reply.setBody(body);
        MessageAccessor.putProperty(reply, MessageConst.PROPERTY_MESSAGE_TYPE, MixAll.REPLY_MESSAGE_FLAG);
        copy(requestMessage, reply, MessageConst.PROPERTY_CORRELATION_ID);
        copy(requestMessage, reply, MessageConst.PROPERTY_MESSAGE_REPLY_TO_CLIENT);
        copy(requestMessage, reply, MessageConst.PROPERTY_MESSAGE_TTL);
        return reply;
    }

    /** The id of the client that waits for the answer. */
    public static String getReplyToClient(final Message msg) {
        return msg.getProperty(MessageConst.PROPERTY_MESSAGE_REPLY_TO_CLIENT);
    }

    private static void copy(Message from, Message to, String name) {
        String value = from.getProperty(name);
        if (value != null) {
            MessageAccessor.putProperty(to, name, value);
        }
    }

    private static MQClientException cannot(String why) {
        return new MQClientException(
                ClientErrorCode.CREATE_REPLY_MESSAGE_EXCEPTION, "create reply message fail, " + why);
    }
}
