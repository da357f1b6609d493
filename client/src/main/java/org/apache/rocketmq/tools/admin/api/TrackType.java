package org.apache.rocketmq.tools.admin.api;

/** What became of a message in a group. */
public enum TrackType {
    CONSUMED,
    CONSUMED_BUT_FILTERED,
    PULL,
    NOT_CONSUME_YET,
    NOT_ONLINE,
    CONSUME_BROADCASTING,
    UNKNOWN
}
