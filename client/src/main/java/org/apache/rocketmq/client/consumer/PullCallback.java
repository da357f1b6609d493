package org.apache.rocketmq.client.consumer;

/** Told once how an asynchronous pull ended, on a callback thread. */
public interface PullCallback {

    void onSuccess(PullResult pullResult);

    void onException(Throwable e);
}
