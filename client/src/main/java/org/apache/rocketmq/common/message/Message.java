package org.apache.rocketmq.common.message;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What a program sends: a topic, a body and properties; tags, keys, delays and the like are properties too
 * (spec/client.md 2, spec/messages.md 7). Not safe for use by several threads at once.
 */
public class Message implements Serializable {
    private static final long serialVersionUID = 8445773977080406428L;

    private String topic;
    private int flag;
    private Map<String, String> properties;
    private byte[] body;
    private String transactionId;

    public Message() {}

    public Message(String topic, byte[] body) {
        this(topic, "", "", 0, body, true);
    }

    public Message(String topic, String tags, byte[] body) {
        this(topic, tags, "", 0, body, true);
    }

    public Message(String topic, String tags, String keys, byte[] body) {
        this(topic, tags, keys, 0, body, true);
    }

    /** Null or empty tags and keys are not set. */
    public Message(String topic, String tags, String keys, int flag, byte[] body, boolean waitStoreMsgOK) {
        this.topic = topic;
        this.flag = flag;
        this.body = body;
        if (tags != null && !tags.isEmpty()) {
            setTags(tags);
        }
        if (keys != null && !keys.isEmpty()) {
            setKeys(keys);
        }
        setWaitStoreMsgOK(waitStoreMsgOK);
    }

    public String getTopic() {
        return topic;
    }

    public void setTopic(String topic) {
        this.topic = topic;
    }

    public byte[] getBody() {
        return body;
    }

    public void setBody(byte[] body) {
        this.body = body;
    }

    public int getFlag() {
        return flag;
    }

    public void setFlag(int flag) {
        this.flag = flag;
    }

    public String getTags() {
        return getProperty(MessageConst.PROPERTY_TAGS);
    }

    public void setTags(String tags) {
        putProperty(MessageConst.PROPERTY_TAGS, tags);
    }

    public String getKeys() {
        return getProperty(MessageConst.PROPERTY_KEYS);
    }

    public void setKeys(String keys) {
        putProperty(MessageConst.PROPERTY_KEYS, keys);
    }

    public void setKeys(Collection<String> keyCollection) {
        setKeys(String.join(MessageConst.KEY_SEPARATOR, keyCollection));
    }

    /**
     * Sets a property of the user's own.
     *
     * @throws RuntimeException when the system uses that name
     * @throws IllegalArgumentException when the name or the value is null or blank
     */
    public void putUserProperty(String name, String value) {
        if (MessageConst.STRING_HASH_SET.contains(name)) {
            throw new RuntimeException("The Property<" + name + "> is used by system, input another please");
        }
        if (isBlank(name) || isBlank(value)) {
            throw new IllegalArgumentException("The name or value of property can not be null or blank string!");
        }
        putProperty(name, value);
    }

    public String getUserProperty(String name) {
        return getProperty(name);
    }

    public String getProperty(String name) {
        return properties == null ? null : properties.get(name);
    }

    public boolean hasProperty(String name) {
        return properties != null && properties.containsKey(name);
    }

    /** The map itself, or null before the first property. */
    public Map<String, String> getProperties() {
        return properties;
    }

    public int getDelayTimeLevel() {
        return (int) number(MessageConst.PROPERTY_DELAY_TIME_LEVEL, 0);
    }

    public void setDelayTimeLevel(int level) {
        putProperty(MessageConst.PROPERTY_DELAY_TIME_LEVEL, String.valueOf(level));
    }

    public long getDelayTimeSec() {
        return number(MessageConst.PROPERTY_TIMER_DELAY_SEC, 0);
    }

    public void setDelayTimeSec(long sec) {
        putProperty(MessageConst.PROPERTY_TIMER_DELAY_SEC, String.valueOf(sec));
    }

    public long getDelayTimeMs() {
        return number(MessageConst.PROPERTY_TIMER_DELAY_MS, 0);
    }

    public void setDelayTimeMs(long timeMs) {
        putProperty(MessageConst.PROPERTY_TIMER_DELAY_MS, String.valueOf(timeMs));
    }

    public long getDeliverTimeMs() {
        return number(MessageConst.PROPERTY_TIMER_DELIVER_MS, 0);
    }

    public void setDeliverTimeMs(long timeMs) {
        putProperty(MessageConst.PROPERTY_TIMER_DELIVER_MS, String.valueOf(timeMs));
    }

    /** -1 when unset. */
    public int getPriority() {
        return (int) number(MessageConst.PROPERTY_PRIORITY, -1);
    }

    public void setPriority(int priority) {
        if (priority < 0) {
            throw new IllegalArgumentException("The priority must be greater than or equal to 0");
        }
        putProperty(MessageConst.PROPERTY_PRIORITY, String.valueOf(priority));
    }

    /** Whether the broker answers only after the message is as durable as the broker's settings ask; true when unset. */
    public boolean isWaitStoreMsgOK() {
        String value = getProperty(MessageConst.PROPERTY_WAIT_STORE_MSG_OK);
        return value == null || Boolean.parseBoolean(value);
    }

    public void setWaitStoreMsgOK(boolean waitStoreMsgOK) {
        putProperty(MessageConst.PROPERTY_WAIT_STORE_MSG_OK, Boolean.toString(waitStoreMsgOK));
    }

    public void setInstanceId(String instanceId) {
        putProperty(MessageConst.PROPERTY_INSTANCE_ID, instanceId);
    }

    public String getBuyerId() {
        return getProperty(MessageConst.PROPERTY_BUYER_ID);
    }

    public void setBuyerId(String buyerId) {
        putProperty(MessageConst.PROPERTY_BUYER_ID, buyerId);
    }

    public String getTransactionId() {
        return transactionId;
    }

    public void setTransactionId(String transactionId) {
        this.transactionId = transactionId;
    }

    @Override
    public String toString() {
        return "Message{topic='" + topic + "', flag=" + flag + ", properties=" + properties + ", body="
                + Arrays.toString(body) + ", transactionId='" + transactionId + "'}";
    }

    void setProperties(Map<String, String> properties) {
        this.properties = properties;
    }

    void putProperty(String name, String value) {
        if (properties == null) {
            properties = new HashMap<>();
        }
        properties.put(name, value);
    }

    void clearProperty(String name) {
        if (properties != null) {
            properties.remove(name);
        }
    }

    private long number(String property, long whenUnset) {
        String value = getProperty(property);
        return value == null ? whenUnset : Long.parseLong(value);
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
