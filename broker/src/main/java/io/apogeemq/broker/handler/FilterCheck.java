package io.apogeemq.broker.handler;

import io.apogeemq.protocol.body.SubscriptionRecord;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.remoting.Reply;
import org.jspecify.annotations.Nullable;

/** Which kinds of expressions this broker filters by. */
final class FilterCheck {
    private FilterCheck() {}

    /**
     * @param type TAG, when there is none
     * @param sqlAllowed {@code enablePropertyFilter}
     * @return null when messages can be chosen that way
     */
    static @Nullable Reply refuseType(@Nullable String type, boolean sqlAllowed) {
        if (type == null || type.isEmpty() || type.equals(SubscriptionRecord.TAG)) {
            return null;
        }
        if (!type.equals(SubscriptionRecord.SQL92)) {
            return refuse(type, "it knows TAG and SQL92");
        }
        return sqlAllowed
                ? null
                : refuse(type, "its setting enablePropertyFilter is false, and may be changed at any time");
    }

    private static Reply refuse(String type, String why) {
        return Reply.refused(
                ResponseCode.SYSTEM_ERROR,
                "The broker does not support consumer to filter message by " + type + ": " + why);
    }
}
