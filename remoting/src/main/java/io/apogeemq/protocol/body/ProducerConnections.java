package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.setOf;

import java.util.Set;

/** The members of a producer group: the answer of GET_PRODUCER_CONNECTION_LIST 204. */
public record ProducerConnections(Set<ConnectionRecord> connections) {
    public static final BodyCodec<ProducerConnections> BODY = BodyCodec.<ProducerConnections>table()
            .field("connectionSet", setOf(ConnectionRecord.BODY), ProducerConnections::connections, Set.of())
            .make(in -> new ProducerConnections(in.next()));
}
