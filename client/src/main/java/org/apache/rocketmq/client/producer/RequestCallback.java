package org.apache.rocketmq.client.producer;

import org.apache.rocketmq.common.message.Message;

/** Told once how a request ended, on a callback thread. */
public interface RequestCallback {

    void onSuccess(Message message);

    void onException(Throwable e);
}
