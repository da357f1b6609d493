package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.TEXT;
import static io.apogeemq.protocol.body.Shape.setOf;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names of topics: the answer of 206, 224, 304, 305, 311 to 313 and 343. */
public record TopicList(@Nullable String brokerAddress, Set<String> topics) {
    public static final BodyCodec<TopicList> BODY = BodyCodec.<TopicList>table()
            .optional("brokerAddr", TEXT, TopicList::brokerAddress)
            .field("topicList", setOf(TEXT), TopicList::topics, Set.of())
            .make(in -> new TopicList(in.next(), in.next()));
}
