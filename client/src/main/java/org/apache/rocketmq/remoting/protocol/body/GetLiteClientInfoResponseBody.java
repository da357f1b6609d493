package org.apache.rocketmq.remoting.protocol.body;

import java.util.Set;
import org.apache.rocketmq.remoting.protocol.RemotingSerializable;

/** What a client reads of lite topics. */
public class GetLiteClientInfoResponseBody extends RemotingSerializable {
    private String parentTopic;
    private String group;
    private String clientId;
    private long lastAccessTime;
    private long lastConsumeTime;
    private int liteTopicCount;
    private Set<String> liteTopicSet;

    public GetLiteClientInfoResponseBody() {}

    public String getParentTopic() {
        return parentTopic;
    }

    public void setParentTopic(String parentTopic) {
        this.parentTopic = parentTopic;
    }

    public String getGroup() {
        return group;
    }

    public void setGroup(String group) {
        this.group = group;
    }

    public String getClientId() {
        return clientId;
    }

    public void setClientId(String clientId) {
        this.clientId = clientId;
    }

    public long getLastAccessTime() {
        return lastAccessTime;
    }

    public void setLastAccessTime(long lastAccessTime) {
        this.lastAccessTime = lastAccessTime;
    }

    public long getLastConsumeTime() {
        return lastConsumeTime;
    }

    public void setLastConsumeTime(long lastConsumeTime) {
        this.lastConsumeTime = lastConsumeTime;
    }

    public int getLiteTopicCount() {
        return liteTopicCount;
    }

    public void setLiteTopicCount(int liteTopicCount) {
        this.liteTopicCount = liteTopicCount;
    }

    public Set<String> getLiteTopicSet() {
        return liteTopicSet;
    }

    public void setLiteTopicSet(Set<String> liteTopicSet) {
        this.liteTopicSet = liteTopicSet;
    }
}
