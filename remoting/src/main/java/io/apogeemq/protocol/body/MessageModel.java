package io.apogeemq.protocol.body;

/** Whether the members of a group share the messages of a topic or get all of them each. */
public enum MessageModel {
    BROADCASTING,
    CLUSTERING,
    /** 5.5 and later: members choose lite topics each for itself. */
    LITE_SELECTIVE
}
