package org.apache.rocketmq.common.lite;

/** How far behind the consumption of a lite topic is. */
public class LiteLagInfo {
    private String liteTopic;
    private long lagCount;
    private long earliestUnconsumedTimestamp = -1L;

    public LiteLagInfo() {}

    public String getLiteTopic() {
        return liteTopic;
    }

    public void setLiteTopic(String liteTopic) {
        this.liteTopic = liteTopic;
    }

    public long getLagCount() {
        return lagCount;
    }

    public void setLagCount(long lagCount) {
        this.lagCount = lagCount;
    }

    public long getEarliestUnconsumedTimestamp() {
        return earliestUnconsumedTimestamp;
    }

    public void setEarliestUnconsumedTimestamp(long earliestUnconsumedTimestamp) {
        this.earliestUnconsumedTimestamp = earliestUnconsumedTimestamp;
    }
}
