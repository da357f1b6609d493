package io.apogeemq.broker.handler;

import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.remoting.Reply;

/** What is said of subscriptions that this broker cannot filter by. */
final class FilterRefusal {
    private FilterRefusal() {}

    static Reply refuseType(String type) {
        return Reply.refused(
                ResponseCode.SYSTEM_ERROR, "The broker does not support consumer to filter message by " + type);
    }
}
