package org.apache.rocketmq.remoting.protocol.subscription;

/** Kinds of retry policies. */
public enum GroupRetryPolicyType {
    EXPONENTIAL,
    CUSTOMIZED
}
