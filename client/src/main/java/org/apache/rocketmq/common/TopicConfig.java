package org.apache.rocketmq.common;

import com.alibaba.fastjson2.JSON;
import com.alibaba.fastjson2.annotation.JSONField;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.rocketmq.common.attribute.TopicMessageType;
import org.apache.rocketmq.common.constant.PermName;

/** A topic as a broker knows it. */
public class TopicConfig {
    public static final int defaultReadQueueNums = 16;
    public static final int defaultWriteQueueNums = 16;

    private static final String SEPARATOR = " ";
    private static final String MESSAGE_TYPE = "message.type";
    private static final String LITE_EXPIRATION = "lite.topic.expiration";

    private String topicName;
    private int readQueueNums = 16;
    private int writeQueueNums = 16;
    private int perm = 6;
    private TopicFilterType topicFilterType = TopicFilterType.SINGLE_TAG;
    private int topicSysFlag;
    private boolean order;
    private Map<String, String> attributes = new HashMap<>();

    public TopicConfig() {}

    public TopicConfig(TopicConfig other) {
        topicName = other.topicName;
        readQueueNums = other.readQueueNums;
        writeQueueNums = other.writeQueueNums;
        perm = other.perm;
        topicFilterType = other.topicFilterType;
        topicSysFlag = other.topicSysFlag;
        order = other.order;
        attributes = other.attributes;
    }

    public TopicConfig(String topicName) {
        this.topicName = topicName;
    }

    public TopicConfig(String topicName, int readQueueNums, int writeQueueNums) {
        this.topicName = topicName;
        this.readQueueNums = readQueueNums;
        this.writeQueueNums = writeQueueNums;
    }

    public TopicConfig(String topicName, int readQueueNums, int writeQueueNums, int perm) {
        this.topicName = topicName;
        this.readQueueNums = readQueueNums;
        this.writeQueueNums = writeQueueNums;
        this.perm = perm;
    }

    public TopicConfig(String topicName, int readQueueNums, int writeQueueNums, int perm, int topicSysFlag) {
        this.topicName = topicName;
        this.readQueueNums = readQueueNums;
        this.writeQueueNums = writeQueueNums;
        this.perm = perm;
        this.topicSysFlag = topicSysFlag;
    }

    /** Its values in one line, as {@link #decode} reads them. */
    public String encode() {
        return String.join(
                SEPARATOR,
                topicName,
                Integer.toString(readQueueNums),
                Integer.toString(writeQueueNums),
                Integer.toString(perm),
                topicFilterType.name(),
                JSON.toJSONString(attributes));
    }

    public boolean decode(String in) {
        String[] fields = in.split(SEPARATOR);
        if (fields.length < 5) {
            return false;
        }
        topicName = fields[0];
        readQueueNums = Integer.parseInt(fields[1]);
        writeQueueNums = Integer.parseInt(fields[2]);
        perm = Integer.parseInt(fields[3]);
        topicFilterType = TopicFilterType.valueOf(fields[4]);
        attributes = new HashMap<>();
        if (fields.length > 5) {
            JSON.parseObject(fields[5]).forEach((name, value) -> attributes.put(name, String.valueOf(value)));
        }
        return true;
    }

    public String getTopicName() {
        return topicName;
    }

    public void setTopicName(String topicName) {
        this.topicName = topicName;
    }

    public int getReadQueueNums() {
        return readQueueNums;
    }

    public void setReadQueueNums(int readQueueNums) {
        this.readQueueNums = readQueueNums;
    }

    public int getWriteQueueNums() {
        return writeQueueNums;
    }

    public void setWriteQueueNums(int writeQueueNums) {
        this.writeQueueNums = writeQueueNums;
    }

    public int getPerm() {
        return perm;
    }

    public void setPerm(int perm) {
        this.perm = perm;
    }

    public TopicFilterType getTopicFilterType() {
        return topicFilterType;
    }

    public void setTopicFilterType(TopicFilterType topicFilterType) {
        this.topicFilterType = topicFilterType;
    }

    public int getTopicSysFlag() {
        return topicSysFlag;
    }

    public void setTopicSysFlag(int topicSysFlag) {
        this.topicSysFlag = topicSysFlag;
    }

    public boolean isOrder() {
        return order;
    }

    public void setOrder(boolean isOrder) {
        order = isOrder;
    }

    public Map<String, String> getAttributes() {
        return attributes;
    }

    public void setAttributes(Map<String, String> attributes) {
        this.attributes = attributes;
    }

    @JSONField(serialize = false, deserialize = false)
    public TopicMessageType getTopicMessageType() {
        String text = attributes.get(MESSAGE_TYPE);
        return text == null ? TopicMessageType.NORMAL : TopicMessageType.valueOf(text);
    }

    @JSONField(serialize = false, deserialize = false)
    public void setTopicMessageType(TopicMessageType topicMessageType) {
        attributes.put(MESSAGE_TYPE, topicMessageType.getValue());
    }

    /** Minutes; only topics of lite topics have it. */
    @JSONField(serialize = false, deserialize = false)
    public void setLiteTopicExpiration(int liteTopicExpiration) {
        if (getTopicMessageType() == TopicMessageType.LITE) {
            attributes.put(LITE_EXPIRATION, Integer.toString(liteTopicExpiration));
        }
    }

    @JSONField(serialize = false, deserialize = false)
    public int getLiteTopicExpiration() {
        String text = getTopicMessageType() == TopicMessageType.LITE ? attributes.get(LITE_EXPIRATION) : null;
        return text == null ? -1 : Integer.parseInt(text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TopicConfig that
                && Objects.equals(topicName, that.topicName)
                && readQueueNums == that.readQueueNums
                && writeQueueNums == that.writeQueueNums
                && perm == that.perm
                && Objects.equals(topicFilterType, that.topicFilterType)
                && topicSysFlag == that.topicSysFlag
                && order == that.order
                && Objects.equals(attributes, that.attributes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                topicName, readQueueNums, writeQueueNums, perm, topicFilterType, topicSysFlag, order, attributes);
    }

    @Override
    public String toString() {
        return "TopicConfig [topicName=" + topicName + ", readQueueNums=" + readQueueNums + ", writeQueueNums="
                + writeQueueNums + ", perm=" + PermName.perm2String(perm) + ", topicFilterType=" + topicFilterType
                + ", topicSysFlag=" + topicSysFlag
                + ", order=" + order + ", attributes=" + attributes + "]";
    }
}
