package org.apache.rocketmq.client.trace;

/** Who traces. */
public enum TraceDispatcherType {
    PRODUCER,
    CONSUMER
}
