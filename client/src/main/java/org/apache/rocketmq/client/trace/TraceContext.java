package org.apache.rocketmq.client.trace;

import io.apogeemq.concurrent.Clock;
import java.util.List;
import org.apache.rocketmq.client.AccessChannel;
import org.apache.rocketmq.common.message.MessageClientIDSetter;

/** What happened to some messages at one time: one entry of a trace. */
public class TraceContext implements Comparable<TraceContext> {
    private TraceType traceType;
    private long timeStamp = Clock.system().millis();
    private String regionId = "";
    private String regionName = "";
    private String groupName = "";
    private int costTime;
    private boolean isSuccess = true;
    private String requestId = MessageClientIDSetter.createUniqID();
    private int contextCode;
    private AccessChannel accessChannel;
    private List<TraceBean> traceBeans;

    public TraceContext() {}

    public int getContextCode() {
        return contextCode;
    }

    public void setContextCode(int contextCode) {
        this.contextCode = contextCode;
    }

    public List<TraceBean> getTraceBeans() {
        return traceBeans;
    }

    public void setTraceBeans(List<TraceBean> traceBeans) {
        this.traceBeans = traceBeans;
    }

    public String getRegionId() {
        return regionId;
    }

    public void setRegionId(String regionId) {
        this.regionId = regionId;
    }

    public TraceType getTraceType() {
        return traceType;
    }

    public void setTraceType(TraceType traceType) {
        this.traceType = traceType;
    }

    public long getTimeStamp() {
        return timeStamp;
    }

    public void setTimeStamp(long timeStamp) {
        this.timeStamp = timeStamp;
    }

    public String getGroupName() {
        return groupName;
    }

    public void setGroupName(String groupName) {
        this.groupName = groupName;
    }

    public int getCostTime() {
        return costTime;
    }

    public void setCostTime(int costTime) {
        this.costTime = costTime;
    }

    public boolean isSuccess() {
        return isSuccess;
    }

    public void setSuccess(boolean success) {
        isSuccess = success;
    }

    public String getRequestId() {
        return requestId;
    }

    public void setRequestId(String requestId) {
        this.requestId = requestId;
    }

    public String getRegionName() {
        return regionName;
    }

    public void setRegionName(String regionName) {
        this.regionName = regionName;
    }

    public AccessChannel getAccessChannel() {
        return accessChannel;
    }

    public void setAccessChannel(AccessChannel accessChannel) {
        this.accessChannel = accessChannel;
    }

    @Override
    public int compareTo(TraceContext o) {
        return Long.compare(timeStamp, o.timeStamp);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("TraceContext{");
        text.append(traceType)
                .append('_')
                .append(groupName)
                .append('_')
                .append(regionId)
                .append('_')
                .append(isSuccess)
                .append('_');
        if (traceBeans != null) {
            traceBeans.forEach(bean -> text.append(bean.getMsgId())
                    .append('_')
                    .append(bean.getTopic())
                    .append('_'));
        }
        return text.append('}').toString();
    }
}
