package io.apogeemq.broker.settings;

/** What a broker is within its group of the same name. */
public enum BrokerRole {
    ASYNC_MASTER,
    SYNC_MASTER,
    SLAVE
}
