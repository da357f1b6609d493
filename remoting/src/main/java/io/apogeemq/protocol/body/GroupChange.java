package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.TEXT;

import org.jspecify.annotations.Nullable;

/**
 * One change of a group table, as a broker keeps it until the table is written as a whole; a file of ours, never sent.
 *
 * @param version of the table after the change
 * @param put the group as it is now, or null
 * @param removed the name of the group that went, or null
 */
public record GroupChange(
        DataVersion version,
        @Nullable GroupRecord put,
        @Nullable String removed) {
    public static final BodyCodec<GroupChange> BODY = BodyCodec.<GroupChange>table()
            .required("dataVersion", DataVersion.BODY, GroupChange::version)
            .optional("put", GroupRecord.BODY, GroupChange::put)
            .optional("removed", TEXT, GroupChange::removed)
            .make(in -> new GroupChange(in.next(), in.next(), in.next()));
}
