package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.TEXT;

import org.jspecify.annotations.Nullable;

/**
 * One change of a table, as a broker keeps it until the table is written as a whole; a file of ours, never sent.
 *
 * @param version of the table after the change
 * @param put the entry as it is now, or null
 * @param removed the name of the entry that went, or null
 */
public record TableChange<T>(
        DataVersion version, @Nullable T put, @Nullable String removed) {

    /** @param entry how the table's entries are written */
    public static <T> BodyCodec<TableChange<T>> body(BodyCodec<T> entry) {
        return BodyCodec.<TableChange<T>>table()
                .required("dataVersion", DataVersion.BODY, TableChange::version)
                .optional("put", entry, TableChange::put)
                .optional("removed", TEXT, TableChange::removed)
                .make(in -> new TableChange<T>(in.next(), in.next(), in.next()));
    }
}
