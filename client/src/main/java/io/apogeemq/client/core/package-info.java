/**
 * Holds the client instance: routes, connections, heartbeats and timers that all producers and consumers of one client id
 * share, and the values they exchange. Owned by the instance's loop where not said otherwise. Uses remoting and the
 * protocol; imports neither the contract ({@code org.apache.rocketmq}) nor the packages built on it.
 */
@NullMarked
package io.apogeemq.client.core;

import org.jspecify.annotations.NullMarked;
