package org.apache.rocketmq.client.impl.producer;

/** The inner face of a producer, on which hooks are registered. */
public class DefaultMQProducerImpl {}
