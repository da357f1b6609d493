package io.apogeemq.protocol.header;

/** CHANGE_MESSAGE_INVISIBLETIME 200053 (spec/requests.md). */
public record ChangeInvisibleRequest(
        String group, String topic, int queueId, String handle, long offset, long invisibleMillis, boolean suspend) {

    public static final HeaderCodec<ChangeInvisibleRequest> CODEC = HeaderCodec.<ChangeInvisibleRequest>table()
            .text("consumerGroup", ChangeInvisibleRequest::group)
            .text("topic", ChangeInvisibleRequest::topic)
            .int32("queueId", ChangeInvisibleRequest::queueId)
            .text("extraInfo", ChangeInvisibleRequest::handle)
            .int64("offset", ChangeInvisibleRequest::offset)
            .int64("invisibleTime", ChangeInvisibleRequest::invisibleMillis)
            .bool("suspend", ChangeInvisibleRequest::suspend, false)
            .make(in -> new ChangeInvisibleRequest(
                    in.text(), in.text(), in.int32(), in.text(), in.int64(), in.int64(), in.bool()));
}
