package org.apache.rocketmq.client;

import io.apogeemq.protocol.message.TopicNames;
import java.io.File;
import java.util.Properties;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.TopicConfig;
import org.apache.rocketmq.common.constant.PermName;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageConst;

/** What a client refuses before it asks anybody (spec/client.md 20, spec/messages.md 10). */
public class Validators {
    public static final int CHARACTER_MAX_LENGTH = 255;
    public static final int TOPIC_MAX_LENGTH = 127;
    public static final int GROUP_MAX_LENGTH = 120;

    private static final int MESSAGE_ILLEGAL = 13;
    private static final int NO_PERMISSION = 16;
    private static final String ALLOWED = " contains illegal characters, allowing only ^[%|a-zA-Z0-9_-]+$";

    public Validators() {}

    public static void checkGroup(String group) throws MQClientException {
        if (group == null || group.isBlank()) {
            throw new MQClientException("the specified group is blank", null);
        }
        if (group.length() > GROUP_MAX_LENGTH) {
            throw new MQClientException(
                    "the specified group[" + group + "] is longer than group max length: " + GROUP_MAX_LENGTH + ".",
                    null);
        }
        if (!TopicNames.hasLegalCharacters(group)) {
            throw new MQClientException("the specified group[" + group + "]" + ALLOWED, null);
        }
    }

    public static void checkTopic(String topic) throws MQClientException {
        if (topic == null || topic.isBlank()) {
            throw new MQClientException("The specified topic is blank", null);
        }
        if (topic.length() > TOPIC_MAX_LENGTH) {
            throw new MQClientException(
                    "The specified topic is longer than topic max length " + TOPIC_MAX_LENGTH + ".", null);
        }
        if (!TopicNames.hasLegalCharacters(topic)) {
            throw new MQClientException("The specified topic[" + topic + "]" + ALLOWED, null);
        }
    }

    public static void isSystemTopic(String topic) throws MQClientException {
        if (TopicNames.isSystem(topic)) {
            throw new MQClientException("The topic[" + topic + "] is conflict with system topic.", null);
        }
    }

    public static void isNotAllowedSendTopic(String topic) throws MQClientException {
        if (TopicNames.refusesSends(topic)) {
            throw new MQClientException("Sending message to topic[" + topic + "] is forbidden.", null);
        }
    }

    public static void checkMessage(Message msg, DefaultMQProducer defaultMQProducer) throws MQClientException {
        if (msg == null) {
            throw new MQClientException(MESSAGE_ILLEGAL, "the message is null");
        }
        checkTopic(msg.getTopic());
        isNotAllowedSendTopic(msg.getTopic());
        if (msg.getBody() == null) {
            throw new MQClientException(MESSAGE_ILLEGAL, "the message body is null");
        }
        if (msg.getBody().length == 0) {
            throw new MQClientException(MESSAGE_ILLEGAL, "the message body length is zero");
        }
        if (msg.getBody().length > defaultMQProducer.getMaxMessageSize()) {
            throw new MQClientException(
                    MESSAGE_ILLEGAL,
                    "the message body size over max value, MAX: " + defaultMQProducer.getMaxMessageSize());
        }
        String queues = msg.getProperty(MessageConst.PROPERTY_INNER_MULTI_DISPATCH);
        if (queues != null && queues.contains(File.separator)) {
            throw new MQClientException(
                    MESSAGE_ILLEGAL,
                    MessageConst.PROPERTY_INNER_MULTI_DISPATCH + " " + queues + " can not contains " + File.separator
                            + " character");
        }
    }

    /** Requires a permission that topics may have. */
    public static void checkTopicConfig(TopicConfig topicConfig) throws MQClientException {
        if (!PermName.isValid(topicConfig.getPerm())) {
            throw new MQClientException(
                    NO_PERMISSION, "topicPermission value: " + topicConfig.getPerm() + " is invalid.");
        }
    }

    /** Requires a permission that brokers may have, if the settings say one. */
    public static void checkBrokerConfig(Properties brokerConfig) throws MQClientException {
        String perm = brokerConfig.getProperty("brokerPermission");
        if (perm != null && !PermName.isValid(perm)) {
            throw new MQClientException(NO_PERMISSION, "brokerPermission value: " + perm + " is invalid.");
        }
    }
}
