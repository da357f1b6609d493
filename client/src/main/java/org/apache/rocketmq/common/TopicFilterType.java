package org.apache.rocketmq.common;

/** Whether a message of the topic has one tag or several. */
public enum TopicFilterType {
    SINGLE_TAG,
    MULTI_TAG
}
