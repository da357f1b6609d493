package org.apache.rocketmq.client.producer;

/** What the broker says of a stored message. The last three: stored, but not yet as durable as its settings ask. */
public enum SendStatus {
    SEND_OK,
    FLUSH_DISK_TIMEOUT,
    FLUSH_SLAVE_TIMEOUT,
    SLAVE_NOT_AVAILABLE
}
