package io.apogeemq.broker.pop;

/**
 * Which messages were handed out together; no two pops have the same.
 *
 * @param topic where they lie, which may be a retry topic
 * @param startOffset where the pop began to look
 */
record PopKey(String group, String topic, int queueId, long startOffset, long popMillis) {}
