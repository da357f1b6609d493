/**
 * Part of the contract (design section 4): hooks that make traces of what producers and consumers do. Names and signatures are RocketMQ's; faces collect options
 * and call {@code io.apogeemq.client}, values hold what they are told. Not null-marked: the published signatures say
 * nothing of null, and a Kotlin program that compiled against them must go on to compile.
 */
package org.apache.rocketmq.client.trace.hook;
