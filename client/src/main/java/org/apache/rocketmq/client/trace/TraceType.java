package org.apache.rocketmq.client.trace;

/** What a trace tells of. */
public enum TraceType {
    Pub,
    Recall,
    SubBefore,
    SubAfter,
    EndTransaction
}
