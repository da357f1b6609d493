package org.apache.rocketmq.remoting.protocol.subscription;

/** After which delay a message comes again. */
public interface RetryPolicy {

    long nextDelayDuration(int arg0);
}
