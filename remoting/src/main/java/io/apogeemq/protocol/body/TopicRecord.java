package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.BOOL;
import static io.apogeemq.protocol.body.Shape.INT32;
import static io.apogeemq.protocol.body.Shape.TEXT;
import static io.apogeemq.protocol.body.Shape.enumOf;
import static io.apogeemq.protocol.body.Shape.mapOf;

import java.util.Map;

/**
 * A topic as a broker knows it (spec/requests.md 3).
 *
 * @param perm bits, see {@link Perm}
 * @param sysFlag 1 unit, 2 unit subscription
 */
public record TopicRecord(
        Map<String, String> attributes,
        boolean ordered,
        int perm,
        int readQueueCount,
        TopicFilterType filterType,
        String name,
        int sysFlag,
        int writeQueueCount) {

    /** Queues of a topic that says nothing of them. */
    public static final int DEFAULT_QUEUE_COUNT = 16;

    public static final BodyCodec<TopicRecord> BODY = BodyCodec.<TopicRecord>table()
            .field("attributes", mapOf(TEXT), TopicRecord::attributes, Map.of())
            .field("order", BOOL, TopicRecord::ordered, false)
            .field("perm", INT32, TopicRecord::perm, Perm.READ_WRITE)
            .field("readQueueNums", INT32, TopicRecord::readQueueCount, DEFAULT_QUEUE_COUNT)
            .field(
                    "topicFilterType",
                    enumOf(TopicFilterType.class),
                    TopicRecord::filterType,
                    TopicFilterType.SINGLE_TAG)
            .required("topicName", TEXT, TopicRecord::name)
            .field("topicSysFlag", INT32, TopicRecord::sysFlag, 0)
            .field("writeQueueNums", INT32, TopicRecord::writeQueueCount, DEFAULT_QUEUE_COUNT)
            .make(in -> new TopicRecord(
                    in.next(), in.next(), in.next(), in.next(), in.next(), in.next(), in.next(), in.next()));

    /** A plain topic with that many queues to read and to write. */
    public static TopicRecord of(String name, int queueCount, int perm) {
        return new TopicRecord(Map.of(), false, perm, queueCount, TopicFilterType.SINGLE_TAG, name, 0, queueCount);
    }

    public boolean readable() {
        return Perm.isReadable(perm);
    }

    public boolean writable() {
        return Perm.isWritable(perm);
    }
}
