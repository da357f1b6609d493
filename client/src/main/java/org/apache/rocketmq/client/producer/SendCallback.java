package org.apache.rocketmq.client.producer;

/** Told once how an asynchronous send ended, on a callback thread. */
public interface SendCallback {

    void onSuccess(SendResult sendResult);

    void onException(Throwable e);
}
