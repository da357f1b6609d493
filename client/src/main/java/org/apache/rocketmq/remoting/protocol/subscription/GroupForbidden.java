package org.apache.rocketmq.remoting.protocol.subscription;

import java.util.Objects;
import org.apache.rocketmq.remoting.protocol.RemotingSerializable;

/** Whether a group may read a topic. */
public class GroupForbidden extends RemotingSerializable {
    private String topic;
    private String group;
    private Boolean readable;

    public GroupForbidden() {}

    public String getTopic() {
        return topic;
    }

    public void setTopic(String topic) {
        this.topic = topic;
    }

    public String getGroup() {
        return group;
    }

    public void setGroup(String group) {
        this.group = group;
    }

    public Boolean getReadable() {
        return readable;
    }

    public void setReadable(Boolean readable) {
        this.readable = readable;
    }

    @Override
    public int hashCode() {
        return Objects.hash(topic, group, readable);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GroupForbidden that
                && Objects.equals(topic, that.topic)
                && Objects.equals(group, that.group)
                && Objects.equals(readable, that.readable);
    }

    @Override
    public String toString() {
        return "GroupForbidden [topic=" + topic + ", group=" + group + ", readable=" + readable + "]";
    }
}
