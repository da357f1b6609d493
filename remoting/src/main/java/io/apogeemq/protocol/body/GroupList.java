package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.TEXT;
import static io.apogeemq.protocol.body.Shape.setOf;

import java.util.Set;

/** Names of groups: the answer of 300. */
public record GroupList(Set<String> groups) {
    public static final BodyCodec<GroupList> BODY = BodyCodec.<GroupList>table()
            .field("groupList", setOf(TEXT), GroupList::groups, Set.of())
            .make(in -> new GroupList(in.next()));
}
