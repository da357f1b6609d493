package org.apache.rocketmq.remoting.protocol.admin;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.remoting.protocol.RemotingSerializable;

/** What a topic holds, by queue. */
public class TopicStatsTable extends RemotingSerializable {
    private double topicPutTps;
    private Map<MessageQueue, TopicOffset> offsetTable = new ConcurrentHashMap<>();

    public TopicStatsTable() {}

    public Map<MessageQueue, TopicOffset> getOffsetTable() {
        return offsetTable;
    }

    public void setOffsetTable(Map<MessageQueue, TopicOffset> offsetTable) {
        this.offsetTable = offsetTable;
    }

    public double getTopicPutTps() {
        return topicPutTps;
    }

    public void setTopicPutTps(double topicPutTps) {
        this.topicPutTps = topicPutTps;
    }
}
