package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.BOOL;
import static io.apogeemq.protocol.body.Shape.INT32;
import static io.apogeemq.protocol.body.Shape.TEXT;
import static io.apogeemq.protocol.body.Shape.setOf;

import java.util.Set;

/**
 * What a client tells every broker: HEART_BEAT 34.
 *
 * @param fingerprint 0, or the hash of the full form
 * @param withoutSubscriptions whether they are left out because they are as before
 */
public record HeartbeatBody(
        String clientId,
        Set<ConsumerRecord> consumers,
        int fingerprint,
        Set<ProducerRecord> producers,
        boolean withoutSubscriptions) {

    public static final BodyCodec<HeartbeatBody> BODY = BodyCodec.<HeartbeatBody>table()
            .required("clientID", TEXT, HeartbeatBody::clientId)
            .field("consumerDataSet", setOf(ConsumerRecord.BODY), HeartbeatBody::consumers, Set.of())
            .field("heartbeatFingerprint", INT32, HeartbeatBody::fingerprint, 0)
            .field("producerDataSet", setOf(ProducerRecord.BODY), HeartbeatBody::producers, Set.of())
            .field("withoutSub", BOOL, HeartbeatBody::withoutSubscriptions, false)
            .make(in -> new HeartbeatBody(in.next(), in.next(), in.next(), in.next(), in.next()));
}
