package org.apache.rocketmq.client.impl.consumer;

import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.impl.Failures;

/** The client instance has a consumer of that group already: another group may be set, and the start tried again. */
final class GroupTaken extends MQClientException {
    private static final long serialVersionUID = 1;

    GroupTaken(String group) {
        super(
                Failures.withHelp(
                        "The consumer group[" + group + "] has been created before, specify another name please."),
                null);
    }
}
