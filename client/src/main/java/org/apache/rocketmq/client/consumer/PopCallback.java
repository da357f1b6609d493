package org.apache.rocketmq.client.consumer;

/** Told how a pop ended. */
public interface PopCallback {

    void onSuccess(PopResult arg0);

    void onException(Throwable arg0);
}
