package io.apogeemq.client.produce;

/** How a message is sent. */
public enum Manner {
    /** The caller waits for the answer: failures of brokers are tried again elsewhere. */
    SYNC,
    /** The caller is told of the answer: only failures of the transport are tried again. */
    ASYNC,
    /** Nobody waits for an answer. */
    ONE_WAY
}
