package org.apache.rocketmq.client.impl;

/** How a request is sent, as hooks see it. */
public enum CommunicationMode {
    SYNC,
    ASYNC,
    ONEWAY
}
