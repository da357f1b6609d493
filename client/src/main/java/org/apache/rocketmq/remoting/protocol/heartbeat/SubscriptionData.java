package org.apache.rocketmq.remoting.protocol.heartbeat;

import com.alibaba.fastjson2.annotation.JSONField;
import io.apogeemq.concurrent.Clock;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/** What a consumer wants of a topic. */
public class SubscriptionData implements Comparable<SubscriptionData> {
    public static final String SUB_ALL = "*";

    private static final Comparator<SubscriptionData> ORDER =
            Comparator.comparing(data -> data.topic + "@" + data.subString);

    private boolean classFilterMode;
    private String topic;
    private String subString;
    private Set<String> tagsSet = new HashSet<>();
    private Set<Integer> codeSet = new HashSet<>();
    private long subVersion = Clock.system().millis();
    private String expressionType = "TAG";

    @JSONField(serialize = false)
    private String filterClassSource;

    public SubscriptionData() {}

    public SubscriptionData(String topic, String subString) {
        this.topic = topic;
        this.subString = subString;
    }

    public String getFilterClassSource() {
        return filterClassSource;
    }

    public void setFilterClassSource(String filterClassSource) {
        this.filterClassSource = filterClassSource;
    }

    public String getTopic() {
        return topic;
    }

    public void setTopic(String topic) {
        this.topic = topic;
    }

    public String getSubString() {
        return subString;
    }

    public void setSubString(String subString) {
        this.subString = subString;
    }

    public Set<String> getTagsSet() {
        return tagsSet;
    }

    public void setTagsSet(Set<String> tagsSet) {
        this.tagsSet = tagsSet;
    }

    public long getSubVersion() {
        return subVersion;
    }

    public void setSubVersion(long subVersion) {
        this.subVersion = subVersion;
    }

    public Set<Integer> getCodeSet() {
        return codeSet;
    }

    public void setCodeSet(Set<Integer> codeSet) {
        this.codeSet = codeSet;
    }

    public boolean isClassFilterMode() {
        return classFilterMode;
    }

    public void setClassFilterMode(boolean classFilterMode) {
        this.classFilterMode = classFilterMode;
    }

    public String getExpressionType() {
        return expressionType;
    }

    public void setExpressionType(String expressionType) {
        this.expressionType = expressionType;
    }

    @Override
    public int hashCode() {
        return Objects.hash(classFilterMode, topic, subString, tagsSet, codeSet, subVersion, expressionType);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SubscriptionData that
                && classFilterMode == that.classFilterMode
                && Objects.equals(topic, that.topic)
                && Objects.equals(subString, that.subString)
                && Objects.equals(tagsSet, that.tagsSet)
                && Objects.equals(codeSet, that.codeSet)
                && subVersion == that.subVersion
                && Objects.equals(expressionType, that.expressionType);
    }

    @Override
    public String toString() {
        return "SubscriptionData [classFilterMode=" + classFilterMode + ", topic=" + topic + ", subString=" + subString
                + ", tagsSet=" + tagsSet + ", codeSet=" + codeSet + ", subVersion=" + subVersion + ", expressionType="
                + expressionType + "]";
    }

    @Override
    public int compareTo(SubscriptionData other) {
        return ORDER.compare(this, other);
    }
}
