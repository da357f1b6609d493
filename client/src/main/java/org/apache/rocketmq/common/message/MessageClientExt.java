package org.apache.rocketmq.common.message;

/**
 * The form in which a client receives a message: its id is the one its sender gave it (UNIQ_KEY) when it has one, else
 * the broker's offset id (spec/client.md 2).
 */
public class MessageClientExt extends MessageExt {
    private static final long serialVersionUID = 3356781067783450251L;

    public MessageClientExt() {}

    public String getOffsetMsgId() {
        return super.getMsgId();
    }

    public void setOffsetMsgId(String offsetMsgId) {
        super.setMsgId(offsetMsgId);
    }

    @Override
    public String getMsgId() {
        String uniqueId = MessageClientIDSetter.getUniqID(this);
        return uniqueId == null ? getOffsetMsgId() : uniqueId;
    }

    /** Does nothing: both ids are the message's own. */
    @Override
    public void setMsgId(String msgId) {}
}
