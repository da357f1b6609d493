package io.apogeemq.protocol.body;

/** How many tags a message of a topic may have. Kept and shown; every message has one at most. */
public enum TopicFilterType {
    SINGLE_TAG,
    MULTI_TAG
}
