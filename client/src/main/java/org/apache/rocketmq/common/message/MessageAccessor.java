package org.apache.rocketmq.common.message;

import java.util.HashMap;
import java.util.Map;

/** Sets those properties of a message that {@link Message} itself protects. */
public class MessageAccessor {

    public MessageAccessor() {}

    public static void putProperty(Message msg, String name, String value) {
        msg.putProperty(name, value);
    }

    public static void clearProperty(Message msg, String name) {
        msg.clearProperty(name);
    }

    public static void setProperties(Message msg, Map<String, String> properties) {
        msg.setProperties(properties);
    }

    public static String getTransferFlag(Message msg) {
        return msg.getProperty(MessageConst.PROPERTY_TRANSFER_FLAG);
    }

    public static void setTransferFlag(Message msg, String unit) {
        putProperty(msg, MessageConst.PROPERTY_TRANSFER_FLAG, unit);
    }

    public static String getCorrectionFlag(Message msg) {
        return msg.getProperty(MessageConst.PROPERTY_CORRECTION_FLAG);
    }

    public static void setCorrectionFlag(Message msg, String unit) {
        putProperty(msg, MessageConst.PROPERTY_CORRECTION_FLAG, unit);
    }

    public static String getOriginMessageId(Message msg) {
        return msg.getProperty(MessageConst.PROPERTY_ORIGIN_MESSAGE_ID);
    }

    public static void setOriginMessageId(Message msg, String originMessageId) {
        putProperty(msg, MessageConst.PROPERTY_ORIGIN_MESSAGE_ID, originMessageId);
    }

    public static String getMQ2Flag(Message msg) {
        return msg.getProperty(MessageConst.PROPERTY_MQ2_FLAG);
    }

    public static void setMQ2Flag(Message msg, String flag) {
        putProperty(msg, MessageConst.PROPERTY_MQ2_FLAG, flag);
    }

    public static String getReconsumeTime(Message msg) {
        return msg.getProperty(MessageConst.PROPERTY_RECONSUME_TIME);
    }

    public static void setReconsumeTime(Message msg, String reconsumeTimes) {
        putProperty(msg, MessageConst.PROPERTY_RECONSUME_TIME, reconsumeTimes);
    }

    public static String getMaxReconsumeTimes(Message msg) {
        return msg.getProperty(MessageConst.PROPERTY_MAX_RECONSUME_TIMES);
    }

    public static void setMaxReconsumeTimes(Message msg, String maxReconsumeTimes) {
        putProperty(msg, MessageConst.PROPERTY_MAX_RECONSUME_TIMES, maxReconsumeTimes);
    }

    public static String getConsumeStartTimeStamp(Message msg) {
        return msg.getProperty(MessageConst.PROPERTY_CONSUME_START_TIMESTAMP);
    }

    public static void setConsumeStartTimeStamp(Message msg, String propertyConsumeStartTimeStamp) {
        putProperty(msg, MessageConst.PROPERTY_CONSUME_START_TIMESTAMP, propertyConsumeStartTimeStamp);
    }

    public static void setLiteTopic(Message msg, String liteTopic) {
        putProperty(msg, MessageConst.PROPERTY_LITE_TOPIC, liteTopic);
    }

    /** Another message with the same flag, topic, body and property map (the same map, not a copy). */
    public static Message cloneMessage(Message msg) {
        Message clone = new Message(msg.getTopic(), msg.getBody());
        clone.setFlag(msg.getFlag());
        clone.setProperties(msg.getProperties());
        return clone;
    }

    /** A copy, or null of null. */
    public static Map<String, String> deepCopyProperties(Map<String, String> properties) {
        return properties == null ? null : new HashMap<>(properties);
    }
}
