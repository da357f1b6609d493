package io.apogeemq.protocol.header;

import org.jspecify.annotations.Nullable;

/**
 * Every send. Two tables for one record: {@link #LONG} for SEND_MESSAGE 10 and SEND_REPLY_MESSAGE 324, {@link #SHORT},
 * whose field names are one letter each, for SEND_MESSAGE_V2 310, SEND_BATCH_MESSAGE 320 and SEND_REPLY_MESSAGE_V2 325.
 *
 * @param defaultTopic the template for a topic that is to be created
 * @param queueId below 0: the broker chooses
 * @param bornMillis when the client made it
 * @param flag the user's own
 * @param properties the property text as it came, where it lies: a broker copies it into the record without ever making
 *     a String
 * @param batch whether the body is a batch
 * @param maxReconsumeTimes only for retry topics
 */
public record SendRequest(
        String producerGroup,
        String topic,
        String defaultTopic,
        int defaultQueueCount,
        int queueId,
        int sysFlag,
        long bornMillis,
        int flag,
        @Nullable ByteRange properties,
        int reconsumeTimes,
        boolean unitMode,
        @Nullable Integer maxReconsumeTimes,
        boolean batch,
        @Nullable String brokerName) {

    public static final HeaderCodec<SendRequest> LONG = codec(
            "producerGroup",
            "topic",
            "defaultTopic",
            "defaultTopicQueueNums",
            "queueId",
            "sysFlag",
            "bornTimestamp",
            "flag",
            "properties",
            "reconsumeTimes",
            "unitMode",
            "maxReconsumeTimes",
            "batch",
            "bname");

    public static final HeaderCodec<SendRequest> SHORT =
            codec("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n");

    /** The same request, valid beyond the fields that it was read from. */
    public SendRequest kept() {
        return new SendRequest(
                producerGroup,
                topic,
                defaultTopic,
                defaultQueueCount,
                queueId,
                sysFlag,
                bornMillis,
                flag,
                properties == null ? null : properties.kept(),
                reconsumeTimes,
                unitMode,
                maxReconsumeTimes,
                batch,
                brokerName);
    }

    private static HeaderCodec<SendRequest> codec(String... names) {
        return HeaderCodec.<SendRequest>table()
                .text(names[0], SendRequest::producerGroup)
                .text(names[1], SendRequest::topic)
                .text(names[2], SendRequest::defaultTopic)
                .int32(names[3], SendRequest::defaultQueueCount)
                .int32(names[4], SendRequest::queueId)
                .int32(names[5], SendRequest::sysFlag)
                .int64(names[6], SendRequest::bornMillis)
                .int32(names[7], SendRequest::flag)
                .optionalRange(names[8], SendRequest::properties)
                .int32(names[9], SendRequest::reconsumeTimes, 0)
                .bool(names[10], SendRequest::unitMode)
                .optionalInt32(names[11], SendRequest::maxReconsumeTimes)
                .bool(names[12], SendRequest::batch)
                .optionalText(names[13], SendRequest::brokerName)
                .make(in -> new SendRequest(
                        in.text(),
                        in.text(),
                        in.text(),
                        in.int32(),
                        in.int32(),
                        in.int32(),
                        in.int64(),
                        in.int32(),
                        in.optionalRange(),
                        in.int32(),
                        in.bool(),
                        in.optionalInt32(),
                        in.bool(),
                        in.optionalText()));
    }
}
