package org.apache.rocketmq.remoting.protocol.subscription;

import com.alibaba.fastjson2.annotation.JSONField;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A consumer group as a broker knows it. */
public class SubscriptionGroupConfig {
    private static final String LITE_BIND_TOPIC = "lite.bind.topic";
    private static final String LITE_SUB_MODEL = "lite.sub.model";
    private static final String EXCLUSIVE = "Exclusive";
    private static final String LITE_SUB_WILDCARD = "lite.sub.wildcard";

    private String groupName;
    private boolean consumeEnable = true;
    private boolean consumeFromMinEnable = true;
    private boolean consumeBroadcastEnable = true;
    private boolean consumeMessageOrderly;
    private int retryQueueNums = 1;
    private int retryMaxTimes = 16;
    private GroupRetryPolicy groupRetryPolicy = new GroupRetryPolicy();
    private long brokerId;
    private long whichBrokerWhenConsumeSlowly = 1L;
    private boolean notifyConsumerIdsChangedEnable = true;
    private int groupSysFlag;
    private int consumeTimeoutMinute = 15;
    private Set<SimpleSubscriptionData> subscriptionDataSet;
    private Map<String, String> attributes = new HashMap<>();

    public SubscriptionGroupConfig() {}

    public String getGroupName() {
        return groupName;
    }

    public void setGroupName(String groupName) {
        this.groupName = groupName;
    }

    public boolean isConsumeEnable() {
        return consumeEnable;
    }

    public void setConsumeEnable(boolean consumeEnable) {
        this.consumeEnable = consumeEnable;
    }

    public boolean isConsumeFromMinEnable() {
        return consumeFromMinEnable;
    }

    public void setConsumeFromMinEnable(boolean consumeFromMinEnable) {
        this.consumeFromMinEnable = consumeFromMinEnable;
    }

    public boolean isConsumeBroadcastEnable() {
        return consumeBroadcastEnable;
    }

    public void setConsumeBroadcastEnable(boolean consumeBroadcastEnable) {
        this.consumeBroadcastEnable = consumeBroadcastEnable;
    }

    public boolean isConsumeMessageOrderly() {
        return consumeMessageOrderly;
    }

    public void setConsumeMessageOrderly(boolean consumeMessageOrderly) {
        this.consumeMessageOrderly = consumeMessageOrderly;
    }

    public int getRetryQueueNums() {
        return retryQueueNums;
    }

    public void setRetryQueueNums(int retryQueueNums) {
        this.retryQueueNums = retryQueueNums;
    }

    public int getRetryMaxTimes() {
        return retryMaxTimes;
    }

    public void setRetryMaxTimes(int retryMaxTimes) {
        this.retryMaxTimes = retryMaxTimes;
    }

    public GroupRetryPolicy getGroupRetryPolicy() {
        return groupRetryPolicy;
    }

    public void setGroupRetryPolicy(GroupRetryPolicy groupRetryPolicy) {
        this.groupRetryPolicy = groupRetryPolicy;
    }

    public long getBrokerId() {
        return brokerId;
    }

    public void setBrokerId(long brokerId) {
        this.brokerId = brokerId;
    }

    public long getWhichBrokerWhenConsumeSlowly() {
        return whichBrokerWhenConsumeSlowly;
    }

    public void setWhichBrokerWhenConsumeSlowly(long whichBrokerWhenConsumeSlowly) {
        this.whichBrokerWhenConsumeSlowly = whichBrokerWhenConsumeSlowly;
    }

    public boolean isNotifyConsumerIdsChangedEnable() {
        return notifyConsumerIdsChangedEnable;
    }

    public void setNotifyConsumerIdsChangedEnable(boolean notifyConsumerIdsChangedEnable) {
        this.notifyConsumerIdsChangedEnable = notifyConsumerIdsChangedEnable;
    }

    public int getGroupSysFlag() {
        return groupSysFlag;
    }

    public void setGroupSysFlag(int groupSysFlag) {
        this.groupSysFlag = groupSysFlag;
    }

    public int getConsumeTimeoutMinute() {
        return consumeTimeoutMinute;
    }

    public void setConsumeTimeoutMinute(int consumeTimeoutMinute) {
        this.consumeTimeoutMinute = consumeTimeoutMinute;
    }

    public Set<SimpleSubscriptionData> getSubscriptionDataSet() {
        return subscriptionDataSet;
    }

    public void setSubscriptionDataSet(Set<SimpleSubscriptionData> subscriptionDataSet) {
        this.subscriptionDataSet = subscriptionDataSet;
    }

    public Map<String, String> getAttributes() {
        return attributes;
    }

    public void setAttributes(Map<String, String> attributes) {
        this.attributes = attributes;
    }

    @JSONField(serialize = false, deserialize = false)
    public long getPriorityFactor() {
        return number("priority.factor", 100);
    }

    @JSONField(serialize = false, deserialize = false)
    public void setLiteBindTopic(String liteBindTopic) {
        set(LITE_BIND_TOPIC, liteBindTopic);
    }

    @JSONField(serialize = false, deserialize = false)
    public String getLiteBindTopic() {
        return attributes.get(LITE_BIND_TOPIC);
    }

    @JSONField(serialize = false, deserialize = false)
    public int getLiteSubClientQuota() {
        return (int) number("lite.sub.client.quota", 2_000);
    }

    @JSONField(serialize = false, deserialize = false)
    public void setLiteSubExclusive(boolean liteSubExclusive) {
        set(LITE_SUB_MODEL, liteSubExclusive ? EXCLUSIVE : null);
    }

    @JSONField(serialize = false, deserialize = false)
    public boolean isLiteSubExclusive() {
        return EXCLUSIVE.equals(attributes.get(LITE_SUB_MODEL));
    }

    @JSONField(serialize = false, deserialize = false)
    public boolean isResetOffsetInExclusiveMode() {
        return Boolean.parseBoolean(attributes.get("lite.sub.reset.offset.exclusive"));
    }

    @JSONField(serialize = false, deserialize = false)
    public boolean isResetOffsetOnUnsubscribe() {
        return Boolean.parseBoolean(attributes.get("lite.sub.reset.offset.unsubscribe"));
    }

    @JSONField(serialize = false, deserialize = false)
    public int getMaxClientEventCount() {
        return (int) number("lite.sub.client.max.event.cnt", -1);
    }

    @JSONField(serialize = false, deserialize = false)
    public void setWildcardLiteGroup(boolean wildcard) {
        set(LITE_SUB_WILDCARD, wildcard ? "true" : null);
    }

    @JSONField(serialize = false, deserialize = false)
    public boolean isWildcardLiteGroup() {
        return Boolean.parseBoolean(attributes.get(LITE_SUB_WILDCARD));
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                groupName,
                consumeEnable,
                consumeFromMinEnable,
                consumeBroadcastEnable,
                consumeMessageOrderly,
                retryQueueNums,
                retryMaxTimes,
                whichBrokerWhenConsumeSlowly,
                notifyConsumerIdsChangedEnable,
                groupSysFlag,
                consumeTimeoutMinute,
                subscriptionDataSet,
                attributes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SubscriptionGroupConfig that
                && Objects.equals(groupName, that.groupName)
                && consumeEnable == that.consumeEnable
                && consumeFromMinEnable == that.consumeFromMinEnable
                && consumeBroadcastEnable == that.consumeBroadcastEnable
                && consumeMessageOrderly == that.consumeMessageOrderly
                && retryQueueNums == that.retryQueueNums
                && retryMaxTimes == that.retryMaxTimes
                && whichBrokerWhenConsumeSlowly == that.whichBrokerWhenConsumeSlowly
                && notifyConsumerIdsChangedEnable == that.notifyConsumerIdsChangedEnable
                && groupSysFlag == that.groupSysFlag
                && consumeTimeoutMinute == that.consumeTimeoutMinute
                && Objects.equals(subscriptionDataSet, that.subscriptionDataSet)
                && Objects.equals(attributes, that.attributes);
    }

    @Override
    public String toString() {
        return "SubscriptionGroupConfig{groupName=" + groupName + ", consumeEnable=" + consumeEnable
                + ", consumeFromMinEnable=" + consumeFromMinEnable + ", consumeBroadcastEnable="
                + consumeBroadcastEnable + ", consumeMessageOrderly=" + consumeMessageOrderly + ", retryQueueNums="
                + retryQueueNums + ", retryMaxTimes=" + retryMaxTimes + ", groupRetryPolicy=" + groupRetryPolicy
                + ", brokerId=" + brokerId + ", whichBrokerWhenConsumeSlowly=" + whichBrokerWhenConsumeSlowly
                + ", notifyConsumerIdsChangedEnable=" + notifyConsumerIdsChangedEnable + ", groupSysFlag="
                + groupSysFlag + ", consumeTimeoutMinute=" + consumeTimeoutMinute + ", subscriptionDataSet="
                + subscriptionDataSet + ", attributes=" + attributes + "}";
    }

    private void set(String attribute, String value) {
        if (value == null) {
            attributes.remove(attribute);
        } else {
            attributes.put(attribute, value);
        }
    }

    /** A text that is no number counts as absent, as with brokers. */
    private long number(String attribute, long absent) {
        try {
            return Long.parseLong(attributes.getOrDefault(attribute, String.valueOf(absent)));
        } catch (NumberFormatException e) {
            return absent;
        }
    }
}
