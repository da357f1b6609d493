package org.apache.rocketmq.client.producer;

import org.apache.rocketmq.client.ClientConfig;

public class DefaultMQProducer extends ClientConfig {
    private int maxMessageSize = 4_194_304;

    public int getMaxMessageSize() {
        return maxMessageSize;
    }
}
