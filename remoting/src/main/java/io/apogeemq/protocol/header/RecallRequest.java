package io.apogeemq.protocol.header;

import org.jspecify.annotations.Nullable;

/** RECALL_MESSAGE 370. */
public record RecallRequest(
        @Nullable String group,
        String topic,
        String handle,
        @Nullable String brokerName) {
    public static final HeaderCodec<RecallRequest> CODEC = HeaderCodec.<RecallRequest>table()
            .optionalText("producerGroup", RecallRequest::group)
            .text("topic", RecallRequest::topic)
            .text("recallHandle", RecallRequest::handle)
            .optionalText("bname", RecallRequest::brokerName)
            .make(in -> new RecallRequest(in.optionalText(), in.text(), in.text(), in.optionalText()));

    /** What it is answered with. */
    public record Recalled(String messageId) {
        public static final HeaderCodec<Recalled> CODEC =
                HeaderCodec.<Recalled>table().text("msgId", Recalled::messageId).make(in -> new Recalled(in.text()));
    }
}
