package org.apache.rocketmq.common.message;

/** Kinds of messages, as traces and hooks name them. The order is part of the trace format. */
public enum MessageType {
    Normal_Msg("Normal"),
    Trans_Msg_Half("Trans"),
    Trans_msg_Commit("TransCommit"),
    Delay_Msg("Delay"),
    Order_Msg("Order");

    private final String shortName;

    MessageType(String shortName) {
        this.shortName = shortName;
    }

    public String getShortName() {
        return shortName;
    }

    /** {@link #Normal_Msg} for a name that is not known. */
    public static MessageType getByShortName(String shortName) {
        for (MessageType type : values()) {
            if (type.shortName.equals(shortName)) {
                return type;
            }
        }
        return Normal_Msg;
    }
}
