package io.apogeemq.protocol.body;

/** How a consumer gets its messages: it pulls when its program asks, pulls for a listener, or pops. */
public enum ConsumeType {
    CONSUME_ACTIVELY,
    CONSUME_PASSIVELY,
    CONSUME_POP
}
