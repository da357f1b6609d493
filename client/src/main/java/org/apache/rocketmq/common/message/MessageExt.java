package org.apache.rocketmq.common.message;

import io.apogeemq.protocol.message.SysFlag;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.apache.rocketmq.common.TopicFilterType;

/** A stored message: what was sent, and where and when the broker put it (spec/client.md 2, spec/messages.md 3). */
public class MessageExt extends Message {
    private static final long serialVersionUID = 5720810158625748049L;

    private String brokerName;
    private int queueId;
    private int storeSize;
    private long queueOffset;
    private int sysFlag;
    private long bornTimestamp;
    private SocketAddress bornHost;
    private long storeTimestamp;
    private SocketAddress storeHost;
    private String msgId;
    private long commitLogOffset;
    private int bodyCRC;
    private int reconsumeTimes;
    private long preparedTransactionOffset;

    public MessageExt() {}

    public MessageExt(
            int queueId,
            long bornTimestamp,
            SocketAddress bornHost,
            long storeTimestamp,
            SocketAddress storeHost,
            String msgId) {
        this.queueId = queueId;
        this.bornTimestamp = bornTimestamp;
        this.bornHost = bornHost;
        this.storeTimestamp = storeTimestamp;
        this.storeHost = storeHost;
        this.msgId = msgId;
    }

    public static TopicFilterType parseTopicFilterType(int sysFlag) {
        return (sysFlag & SysFlag.MULTI_TAGS) != 0 ? TopicFilterType.MULTI_TAG : TopicFilterType.SINGLE_TAG;
    }

    /** Address bytes, then the port as 4 bytes; the buffer comes back ready to be read from its start. */
    public static ByteBuffer socketAddress2ByteBuffer(SocketAddress socketAddress, ByteBuffer byteBuffer) {
        InetSocketAddress host = (InetSocketAddress) socketAddress;
        byteBuffer.put(host.getAddress().getAddress()).putInt(host.getPort()).flip();
        return byteBuffer;
    }

    public static ByteBuffer socketAddress2ByteBuffer(SocketAddress socketAddress) {
        int addressLength = ((InetSocketAddress) socketAddress).getAddress().getAddress().length;
        return socketAddress2ByteBuffer(socketAddress, ByteBuffer.allocate(addressLength + Integer.BYTES));
    }

    public String getBrokerName() {
        return brokerName;
    }

    public void setBrokerName(String brokerName) {
        this.brokerName = brokerName;
    }

    public int getQueueId() {
        return queueId;
    }

    public void setQueueId(int queueId) {
        this.queueId = queueId;
    }

    public long getBornTimestamp() {
        return bornTimestamp;
    }

    public void setBornTimestamp(long bornTimestamp) {
        this.bornTimestamp = bornTimestamp;
    }

    public SocketAddress getBornHost() {
        return bornHost;
    }

    public void setBornHost(SocketAddress bornHost) {
        this.bornHost = bornHost;
    }

    /** The address without the port, or null. */
    public String getBornHostString() {
        return bornHost instanceof InetSocketAddress host && host.getAddress() != null
                ? host.getAddress().getHostAddress()
                : null;
    }

    /** The host's name, which may ask a name server, or null. */
    public String getBornHostNameString() {
        return bornHost instanceof InetSocketAddress host && host.getAddress() != null
                ? host.getAddress().getHostName()
                : null;
    }

    public ByteBuffer getBornHostBytes() {
        return socketAddress2ByteBuffer(bornHost);
    }

    public ByteBuffer getBornHostBytes(ByteBuffer byteBuffer) {
        return socketAddress2ByteBuffer(bornHost, byteBuffer);
    }

    public long getStoreTimestamp() {
        return storeTimestamp;
    }

    public void setStoreTimestamp(long storeTimestamp) {
        this.storeTimestamp = storeTimestamp;
    }

    public SocketAddress getStoreHost() {
        return storeHost;
    }

    public void setStoreHost(SocketAddress storeHost) {
        this.storeHost = storeHost;
    }

    public ByteBuffer getStoreHostBytes() {
        return socketAddress2ByteBuffer(storeHost);
    }

    public ByteBuffer getStoreHostBytes(ByteBuffer byteBuffer) {
        return socketAddress2ByteBuffer(storeHost, byteBuffer);
    }

    public String getMsgId() {
        return msgId;
    }

    public void setMsgId(String msgId) {
        this.msgId = msgId;
    }

    public int getSysFlag() {
        return sysFlag;
    }

    public void setSysFlag(int sysFlag) {
        this.sysFlag = sysFlag;
    }

    public void setStoreHostAddressV6Flag() {
        sysFlag |= SysFlag.STORE_HOST_V6;
    }

    public void setBornHostV6Flag() {
        sysFlag |= SysFlag.BORN_HOST_V6;
    }

    public int getBodyCRC() {
        return bodyCRC;
    }

    public void setBodyCRC(int bodyCRC) {
        this.bodyCRC = bodyCRC;
    }

    public long getQueueOffset() {
        return queueOffset;
    }

    public void setQueueOffset(long queueOffset) {
        this.queueOffset = queueOffset;
    }

    public long getCommitLogOffset() {
        return commitLogOffset;
    }

    public void setCommitLogOffset(long physicOffset) {
        this.commitLogOffset = physicOffset;
    }

    public int getStoreSize() {
        return storeSize;
    }

    public void setStoreSize(int storeSize) {
        this.storeSize = storeSize;
    }

    public int getReconsumeTimes() {
        return reconsumeTimes;
    }

    public void setReconsumeTimes(int reconsumeTimes) {
        this.reconsumeTimes = reconsumeTimes;
    }

    public long getPreparedTransactionOffset() {
        return preparedTransactionOffset;
    }

    public void setPreparedTransactionOffset(long preparedTransactionOffset) {
        this.preparedTransactionOffset = preparedTransactionOffset;
    }

    /** Null when unset. It lives among the properties, under a name that is never sent. */
    public Integer getTopicSysFlag() {
        return optionalNumber(MessageConst.PROPERTY_TRANSIENT_TOPIC_CONFIG);
    }

    public void setTopicSysFlag(Integer topicSysFlag) {
        putOptionalNumber(MessageConst.PROPERTY_TRANSIENT_TOPIC_CONFIG, topicSysFlag);
    }

    /** Null when unset; kept as {@link #getTopicSysFlag}. */
    public Integer getGroupSysFlag() {
        return optionalNumber(MessageConst.PROPERTY_TRANSIENT_GROUP_CONFIG);
    }

    public void setGroupSysFlag(Integer groupSysFlag) {
        putOptionalNumber(MessageConst.PROPERTY_TRANSIENT_GROUP_CONFIG, groupSysFlag);
    }

    @Override
    public String toString() {
        return "MessageExt [brokerName=" + brokerName + ", queueId=" + queueId + ", storeSize=" + storeSize
                + ", queueOffset=" + queueOffset + ", sysFlag=" + sysFlag + ", bornTimestamp=" + bornTimestamp
                + ", bornHost=" + bornHost + ", storeTimestamp=" + storeTimestamp + ", storeHost=" + storeHost
                + ", msgId=" + msgId + ", commitLogOffset=" + commitLogOffset + ", bodyCRC=" + bodyCRC
                + ", reconsumeTimes=" + reconsumeTimes + ", preparedTransactionOffset=" + preparedTransactionOffset
                + ", toString()=" + super.toString() + "]";
    }

    private Integer optionalNumber(String property) {
        String value = getProperty(property);
        return value == null ? null : Integer.valueOf(value);
    }

    private void putOptionalNumber(String property, Integer value) {
        if (value == null) {
            clearProperty(property);
        } else {
            putProperty(property, value.toString());
        }
    }
}
