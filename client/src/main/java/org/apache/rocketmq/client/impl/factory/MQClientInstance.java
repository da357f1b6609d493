package org.apache.rocketmq.client.impl.factory;

import org.apache.rocketmq.client.impl.SharedClients;
import org.apache.rocketmq.client.producer.DefaultMQProducer;

/** What producers and consumers of one client id share, as far as programs reach for it. */
public class MQClientInstance {
    private final SharedClients.Lease lease;

    public MQClientInstance(SharedClients.Lease lease) {
        this.lease = lease;
    }

    public String getClientId() {
        return lease.instance().settings().clientId();
    }

    /** The producer that every client has, for messages of its own: answers to requests go out by it. */
    public DefaultMQProducer getDefaultMQProducer() {
        return lease.innerFace();
    }
}
