package io.apogeemq.client.core;

import io.apogeemq.protocol.header.PushReplyRequest;

/** The answer to a request of this client's, as a broker hands it over (PUSH_REPLY_MESSAGE_TO_CLIENT 326). */
public record PushedReply(PushReplyRequest header, byte[] body, long arrivedMillis) {}
