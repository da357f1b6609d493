package io.apogeemq.broker.group;

import io.apogeemq.protocol.code.Language;
import io.apogeemq.remoting.Peer;

/**
 * A client in a group, on one connection.
 *
 * @param heardMillis when its last heartbeat came
 */
public record ConnectedClient(String clientId, Peer peer, Language language, int version, long heardMillis) {}
