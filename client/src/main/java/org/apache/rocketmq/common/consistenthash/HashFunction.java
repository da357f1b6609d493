package org.apache.rocketmq.common.consistenthash;

/** Says where a name lies on a hash ring. */
public interface HashFunction {
    long hash(String key);
}
