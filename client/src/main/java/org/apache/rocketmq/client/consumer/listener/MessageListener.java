package org.apache.rocketmq.client.consumer.listener;

/** A listener of either kind. */
public interface MessageListener {}
