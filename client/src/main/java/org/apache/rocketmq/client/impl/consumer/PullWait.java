package org.apache.rocketmq.client.impl.consumer;

/**
 * How long a program's own pull may take.
 *
 * @param holdMillis how long the broker waits for a message; 0: it answers at once
 * @param timeoutMillis of the whole pull
 */
public record PullWait(long holdMillis, long timeoutMillis) {}
