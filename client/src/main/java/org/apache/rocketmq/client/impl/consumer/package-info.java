/**
 * Part of the contract (design section 4): what stands between the consumers that programs name and the engine {@code
 * io.apogeemq.client.consume}. Its public types are not for programs, except where a published signature names one. Not
 * null-marked: the published signatures say nothing of null.
 */
package org.apache.rocketmq.client.impl.consumer;
