package io.apogeemq.broker.registration;

/**
 * How a broker is known.
 *
 * @param brokerId 0 for a master
 * @param address {@code brokerIP1:listenPort}, where clients connect
 * @param haAddress {@code brokerIP2:haListenPort}, where followers connect
 */
public record BrokerIdentity(String cluster, String brokerName, long brokerId, String address, String haAddress) {}
