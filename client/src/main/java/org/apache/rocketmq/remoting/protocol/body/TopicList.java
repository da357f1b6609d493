package org.apache.rocketmq.remoting.protocol.body;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.rocketmq.remoting.protocol.RemotingSerializable;

/** Names of topics. */
public class TopicList extends RemotingSerializable {
    private Set<String> topicList = ConcurrentHashMap.newKeySet();
    private String brokerAddr;

    public TopicList() {}

    public Set<String> getTopicList() {
        return topicList;
    }

    public void setTopicList(Set<String> topicList) {
        this.topicList = topicList;
    }

    public String getBrokerAddr() {
        return brokerAddr;
    }

    public void setBrokerAddr(String brokerAddr) {
        this.brokerAddr = brokerAddr;
    }
}
