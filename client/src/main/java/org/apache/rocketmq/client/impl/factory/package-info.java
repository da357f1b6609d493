/**
 * Part of the contract (design section 4): the client behind producers and consumers, for programs that reach for it. Names and signatures are RocketMQ's;
 * faces collect options and call {@code io.apogeemq.client}. Not null-marked: the published signatures say nothing of null.
 */
package org.apache.rocketmq.client.impl.factory;
