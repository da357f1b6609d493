package org.apache.rocketmq.remoting.protocol.body;

import java.util.List;
import org.apache.rocketmq.common.lite.LiteLagInfo;
import org.apache.rocketmq.remoting.protocol.RemotingSerializable;
import org.apache.rocketmq.remoting.protocol.admin.OffsetWrapper;

/** How far behind a group is in lite topics. */
public class GetLiteGroupInfoResponseBody extends RemotingSerializable {
    private String group;
    private String parentTopic;
    private String liteTopic;
    private long earliestUnconsumedTimestamp = -1L;
    private long totalLagCount;
    private OffsetWrapper liteTopicOffsetWrapper;
    private List<LiteLagInfo> lagCountTopK;
    private List<LiteLagInfo> lagTimestampTopK;

    public GetLiteGroupInfoResponseBody() {}

    public String getGroup() {
        return group;
    }

    public void setGroup(String group) {
        this.group = group;
    }

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

    public long getEarliestUnconsumedTimestamp() {
        return earliestUnconsumedTimestamp;
    }

    public void setEarliestUnconsumedTimestamp(long earliestUnconsumedTimestamp) {
        this.earliestUnconsumedTimestamp = earliestUnconsumedTimestamp;
    }

    public long getTotalLagCount() {
        return totalLagCount;
    }

    public void setTotalLagCount(long totalLagCount) {
        this.totalLagCount = totalLagCount;
    }

    public OffsetWrapper getLiteTopicOffsetWrapper() {
        return liteTopicOffsetWrapper;
    }

    public void setLiteTopicOffsetWrapper(OffsetWrapper liteTopicOffsetWrapper) {
        this.liteTopicOffsetWrapper = liteTopicOffsetWrapper;
    }

    public List<LiteLagInfo> getLagCountTopK() {
        return lagCountTopK;
    }

    public void setLagCountTopK(List<LiteLagInfo> lagCountTopK) {
        this.lagCountTopK = lagCountTopK;
    }

    public List<LiteLagInfo> getLagTimestampTopK() {
        return lagTimestampTopK;
    }

    public void setLagTimestampTopK(List<LiteLagInfo> lagTimestampTopK) {
        this.lagTimestampTopK = lagTimestampTopK;
    }
}
