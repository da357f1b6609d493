package org.apache.rocketmq.logging.org.slf4j;

/** A logger of SLF4J, under the name that Apache's client has for it. */
public interface Logger extends org.slf4j.Logger {}
