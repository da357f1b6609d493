package org.apache.rocketmq.client.hook;

import org.apache.rocketmq.client.exception.MQClientException;

/** May forbid a send by throwing. */
public interface CheckForbiddenHook {

    String hookName();

    void checkForbidden(CheckForbiddenContext context) throws MQClientException;
}
