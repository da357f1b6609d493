package org.apache.rocketmq.remoting.protocol.heartbeat;

/** Whether the members of a group share the messages or get all of them each. */
public enum MessageModel {
    BROADCASTING("BROADCASTING"),
    CLUSTERING("CLUSTERING"),
    LITE_SELECTIVE("LITE_SELECTIVE");

    private final String modeCN;

    MessageModel(String modeCN) {
        this.modeCN = modeCN;
    }

    public String getModeCN() {
        return modeCN;
    }
}
