package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.INT32;
import static io.apogeemq.protocol.body.Shape.TEXT;

/** SET_MESSAGE_REQUEST_MODE 401: how a group asks for the messages of a topic (spec/requests.md). */
public record RequestMode(String group, String mode, int shareCount, String topic) {

    public static final BodyCodec<RequestMode> BODY = BodyCodec.<RequestMode>table()
            .required("consumerGroup", TEXT, RequestMode::group)
            .field("mode", TEXT, RequestMode::mode, "PULL")
            .field("popShareQueueNum", INT32, RequestMode::shareCount, 0)
            .required("topic", TEXT, RequestMode::topic)
            .make(in -> new RequestMode(in.next(), in.next(), in.next(), in.next()));
}
