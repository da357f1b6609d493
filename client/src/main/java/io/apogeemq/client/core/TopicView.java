package io.apogeemq.client.core;

import io.apogeemq.protocol.body.BrokerQueue;
import io.apogeemq.protocol.body.TopicRoute;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What is known of a topic: its route and the queues that follow from it. Never changed; a newer route makes a new one. */
public final class TopicView {
    private final String topic;
    private final TopicRoute route;
    private final List<BrokerQueue> readable;
    private final List<BrokerQueue> writable;
    private final AtomicInteger turns;

    /** Makes the view of a route; the turns go on where those of the view before were. */
    TopicView(String topic, TopicRoute route, AtomicInteger turns) {
        this.topic = topic;
        this.route = route;
        this.readable = RouteQueues.readable(topic, route);
        this.writable = RouteQueues.writable(topic, route);
        this.turns = turns;
    }

    public String topic() {
        return topic;
    }

    public TopicRoute route() {
        return route;
    }

    /** The queues that consumers share. */
    public List<BrokerQueue> readable() {
        return readable;
    }

    /** The queues that producers send to, in the order of their turns. */
    public List<BrokerQueue> writable() {
        return writable;
    }

    /** Goes up by one with each call and wraps: whose turn it is among the writable queues. Any thread. */
    public int nextTurn() {
        return turns.incrementAndGet() & Integer.MAX_VALUE;
    }

    AtomicInteger turns() {
        return turns;
    }
}
