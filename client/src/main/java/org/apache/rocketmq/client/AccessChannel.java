package org.apache.rocketmq.client;

/** Where the cluster runs; decides the topic of traces. */
public enum AccessChannel {
    LOCAL,
    CLOUD
}
