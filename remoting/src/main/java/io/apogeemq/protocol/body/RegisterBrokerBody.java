package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.TEXT;
import static io.apogeemq.protocol.body.Shape.listOf;

import java.util.List;

/** The body of REGISTER_BROKER 103 in its plain form. */
public record RegisterBrokerBody(List<String> filterServers, TopicTableBody topicTable) {
    public static final BodyCodec<RegisterBrokerBody> BODY = BodyCodec.<RegisterBrokerBody>table()
            .field("filterServerList", listOf(TEXT), RegisterBrokerBody::filterServers, List.of())
            .required("topicConfigSerializeWrapper", TopicTableBody.BODY, RegisterBrokerBody::topicTable)
            .make(in -> new RegisterBrokerBody(in.next(), in.next()));
}
