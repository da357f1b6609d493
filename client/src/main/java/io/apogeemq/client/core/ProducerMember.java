package io.apogeemq.client.core;

/** A producer; brokers know it by its group from heartbeats. */
public interface ProducerMember extends Member {}
