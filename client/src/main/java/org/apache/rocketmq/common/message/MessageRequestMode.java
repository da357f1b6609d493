package org.apache.rocketmq.common.message;

/** How a consumer group fetches a topic: by queues it holds, or popping from all. */
public enum MessageRequestMode {
    PULL("PULL"),
    POP("POP");

    private final String name;

    MessageRequestMode(String name) {
        this.name = name;
    }

    public String getName() {
        return name;
    }
}
