/**
 * Part of the contract (design section 4): the loggers that programs name which were compiled with Apache's client. Names and signatures are RocketMQ's.
 * Not null-marked: the published signatures say nothing of null.
 */
package org.apache.rocketmq.logging.org.slf4j;
