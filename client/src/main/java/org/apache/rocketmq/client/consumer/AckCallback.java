package org.apache.rocketmq.client.consumer;

/** Told how an acknowledgement ended. */
public interface AckCallback {

    void onSuccess(AckResult arg0);

    void onException(Throwable arg0);
}
