package org.apache.rocketmq.client.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.apache.rocketmq.common.message.MessageExt;

/** A message's trace, as tools show it. */
public class TraceView {
    private String msgId;
    private String tags;
    private String keys;
    private String storeHost;
    private String clientHost;
    private int costTime;
    private String msgType;
    private String offSetMsgId;
    private long timeStamp;
    private long bornTime;
    private String topic;
    private String groupName;
    private String status;

    public TraceView() {}

    /** What a message of traces tells of the message with that id. */
    public static List<TraceView> decodeFromTraceTransData(String key, MessageExt messageExt) {
        List<TraceView> views = new ArrayList<>();
        for (TraceContext context :
                TraceDataEncoder.decoderFromTraceDataString(new String(messageExt.getBody(), UTF_8))) {
            TraceBean bean = context.getTraceBeans().get(0);
            if (bean.getMsgId().equals(key)) {
                views.add(of(context, bean, messageExt));
            }
        }
        return views;
    }

    public String getMsgId() {
        return msgId;
    }

    public void setMsgId(String msgId) {
        this.msgId = msgId;
    }

    public String getTags() {
        return tags;
    }

    public void setTags(String tags) {
        this.tags = tags;
    }

    public String getKeys() {
        return keys;
    }

    public void setKeys(String keys) {
        this.keys = keys;
    }

    public String getStoreHost() {
        return storeHost;
    }

    public void setStoreHost(String storeHost) {
        this.storeHost = storeHost;
    }

    public String getClientHost() {
        return clientHost;
    }

    public void setClientHost(String clientHost) {
        this.clientHost = clientHost;
    }

    public int getCostTime() {
        return costTime;
    }

    public void setCostTime(int costTime) {
        this.costTime = costTime;
    }

    public String getMsgType() {
        return msgType;
    }

    public void setMsgType(String msgType) {
        this.msgType = msgType;
    }

    public String getOffSetMsgId() {
        return offSetMsgId;
    }

    public void setOffSetMsgId(String offSetMsgId) {
        this.offSetMsgId = offSetMsgId;
    }

    public long getTimeStamp() {
        return timeStamp;
    }

    public void setTimeStamp(long timeStamp) {
        this.timeStamp = timeStamp;
    }

    public long getBornTime() {
        return bornTime;
    }

    public void setBornTime(long bornTime) {
        this.bornTime = bornTime;
    }

    public String getTopic() {
        return topic;
    }

    public void setTopic(String topic) {
        this.topic = topic;
    }

    public String getGroupName() {
        return groupName;
    }

    public void setGroupName(String groupName) {
        this.groupName = groupName;
    }

    public String getStatus() {
        return status;
    }

    public void setStatus(String status) {
        this.status = status;
    }

    private static TraceView of(TraceContext context, TraceBean bean, MessageExt traces) {
        TraceView view = new TraceView();
        view.msgId = bean.getMsgId();
        view.tags = bean.getTags();
        view.keys = bean.getKeys();
        view.storeHost = bean.getStoreHost();
        view.clientHost = traces.getBornHostString();
        view.costTime = context.getCostTime();
        view.msgType = context.getTraceType().name();
        view.offSetMsgId = bean.getOffsetMsgId();
        view.timeStamp = context.getTimeStamp();
        view.topic = bean.getTopic();
        view.groupName = context.getGroupName();
        view.status = context.isSuccess() ? "success" : "failed";
        return view;
    }
}
