package org.apache.rocketmq.remoting.protocol.body;

import java.util.Set;
import org.apache.rocketmq.remoting.protocol.RemotingSerializable;

/** What lies below a topic of lite topics. */
public class GetParentTopicInfoResponseBody extends RemotingSerializable {
    private String topic;
    private int ttl;
    private Set<String> groups;
    private int lmqNum;
    private int liteTopicCount;

    public GetParentTopicInfoResponseBody() {}

    public String getTopic() {
        return topic;
    }

    public void setTopic(String topic) {
        this.topic = topic;
    }

    public int getTtl() {
        return ttl;
    }

    public void setTtl(int ttl) {
        this.ttl = ttl;
    }

    public Set<String> getGroups() {
        return groups;
    }

    public void setGroups(Set<String> groups) {
        this.groups = groups;
    }

    public int getLmqNum() {
        return lmqNum;
    }

    public void setLmqNum(int lmqNum) {
        this.lmqNum = lmqNum;
    }

    public int getLiteTopicCount() {
        return liteTopicCount;
    }

    public void setLiteTopicCount(int liteTopicCount) {
        this.liteTopicCount = liteTopicCount;
    }
}
