package org.apache.rocketmq.client.consumer;

/** Whether what was acknowledged was there. */
public enum AckStatus {
    OK,
    NO_EXIST
}
