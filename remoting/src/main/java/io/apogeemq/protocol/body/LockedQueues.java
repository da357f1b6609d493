package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.setOf;

import java.util.Set;

/** The queues that the asker holds now: the answer of LOCK_BATCH_MQ 41. */
public record LockedQueues(Set<BrokerQueue> queues) {
    public static final BodyCodec<LockedQueues> BODY = BodyCodec.<LockedQueues>table()
            .field("lockOKMQSet", setOf(BrokerQueue.BODY), LockedQueues::queues, Set.of())
            .make(in -> new LockedQueues(in.next()));
}
