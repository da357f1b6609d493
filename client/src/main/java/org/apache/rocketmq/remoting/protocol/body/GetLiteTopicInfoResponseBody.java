package org.apache.rocketmq.remoting.protocol.body;

import java.util.Set;
import org.apache.rocketmq.common.entity.ClientGroup;
import org.apache.rocketmq.remoting.protocol.RemotingSerializable;
import org.apache.rocketmq.remoting.protocol.admin.TopicOffset;

/** Who reads a lite topic. */
public class GetLiteTopicInfoResponseBody extends RemotingSerializable {
    private String parentTopic;
    private String liteTopic;
    private Set<ClientGroup> subscriber;
    private TopicOffset topicOffset;
    private boolean shardingToBroker;

    public GetLiteTopicInfoResponseBody() {}

    public String getParentTopic() {
        return parentTopic;
    }

    public void setParentTopic(String parentTopic) {
        this.parentTopic = parentTopic;
    }

    public String getLiteTopic() {
        return liteTopic;
    }

    public void setLiteTopic(String liteTopic) {
        this.liteTopic = liteTopic;
    }

    public Set<ClientGroup> getSubscriber() {
        return subscriber;
    }

    public void setSubscriber(Set<ClientGroup> subscriber) {
        this.subscriber = subscriber;
    }

    public TopicOffset getTopicOffset() {
        return topicOffset;
    }

    public void setTopicOffset(TopicOffset topicOffset) {
        this.topicOffset = topicOffset;
    }

    public boolean isShardingToBroker() {
        return shardingToBroker;
    }

    public void setShardingToBroker(boolean shardingToBroker) {
        this.shardingToBroker = shardingToBroker;
    }
}
