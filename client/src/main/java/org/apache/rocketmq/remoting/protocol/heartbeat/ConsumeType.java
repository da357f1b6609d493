package org.apache.rocketmq.remoting.protocol.heartbeat;

/** How a consumer comes to its messages. */
public enum ConsumeType {
    CONSUME_ACTIVELY("PULL"),
    CONSUME_PASSIVELY("PUSH"),
    CONSUME_POP("POP");

    private final String typeCN;

    ConsumeType(String typeCN) {
        this.typeCN = typeCN;
    }

    public String getTypeCN() {
        return typeCN;
    }
}
