package org.apache.rocketmq.acl.common;

/** How requests may be signed. */
public enum SigningAlgorithm {
    HmacSHA1,
    HmacSHA256,
    HmacMD5
}
