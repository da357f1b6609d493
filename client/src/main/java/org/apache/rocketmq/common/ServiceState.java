package org.apache.rocketmq.common;

/** Where a producer or consumer stands between its making and its end. */
public enum ServiceState {
    CREATE_JUST,
    RUNNING,
    SHUTDOWN_ALREADY,
    START_FAILED
}
