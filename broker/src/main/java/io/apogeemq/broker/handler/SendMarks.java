package io.apogeemq.broker.handler;

import java.net.InetSocketAddress;

/**
 * What the broker writes of itself into messages and their ids.
 *
 * @param cluster name of the cluster
 * @param storeHost {@code brokerIP1:listenPort}, part of the offset message id
 * @param region the region that clients are told of
 */
public record SendMarks(String cluster, InetSocketAddress storeHost, String region) {}
