package org.apache.rocketmq.remoting.protocol.statictopic;

import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.rocketmq.remoting.protocol.RemotingSerializable;

/** The queues of a static topic that one broker holds. */
public class TopicQueueMappingInfo extends RemotingSerializable {
    public static final int LEVEL_0 = 0;

    private String topic;
    private String scope = "__global__";
    private int totalQueues;
    private String bname;
    private long epoch;
    private boolean dirty;
    protected ConcurrentMap<Integer, Integer> currIdMap = new ConcurrentHashMap<>();

    public TopicQueueMappingInfo() {}

    public TopicQueueMappingInfo(String topic, int totalQueues, String bname, long epoch) {
        this.topic = topic;
        this.totalQueues = totalQueues;
        this.bname = bname;
        this.epoch = epoch;
    }

    public boolean isDirty() {
        return dirty;
    }

    public void setDirty(boolean dirty) {
        this.dirty = dirty;
    }

    public int getTotalQueues() {
        return totalQueues;
    }

    public String getBname() {
        return bname;
    }

    public String getTopic() {
        return topic;
    }

    public long getEpoch() {
        return epoch;
    }

    public void setEpoch(long epoch) {
        this.epoch = epoch;
    }

    public void setTotalQueues(int totalQueues) {
        this.totalQueues = totalQueues;
    }

    public ConcurrentMap<Integer, Integer> getCurrIdMap() {
        return currIdMap;
    }

    public void setTopic(String topic) {
        this.topic = topic;
    }

    public void setBname(String bname) {
        this.bname = bname;
    }

    public void setCurrIdMap(ConcurrentMap<Integer, Integer> currIdMap) {
        this.currIdMap = currIdMap;
    }

    public String getScope() {
        return scope;
    }

    public void setScope(String scope) {
        this.scope = scope;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TopicQueueMappingInfo that
                && Objects.equals(topic, that.topic)
                && Objects.equals(scope, that.scope)
                && totalQueues == that.totalQueues
                && Objects.equals(bname, that.bname)
                && epoch == that.epoch
                && dirty == that.dirty
                && Objects.equals(currIdMap, that.currIdMap);
    }

    @Override
    public int hashCode() {
        return Objects.hash(topic, scope, totalQueues, bname, epoch, dirty, currIdMap);
    }

    @Override
    public String toString() {
        return "TopicQueueMappingInfo{topic='" + topic + "', scope='" + scope + "', totalQueues=" + totalQueues
                + ", bname='" + bname + "', epoch=" + epoch + ", dirty=" + dirty + ", currIdMap=" + currIdMap + "}";
    }
}
