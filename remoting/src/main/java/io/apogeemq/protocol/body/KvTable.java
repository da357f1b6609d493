package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.TEXT;
import static io.apogeemq.protocol.body.Shape.mapOf;

import java.util.Map;

/** A plain table of texts: the answers of 28 and 219, and part of the answer of 103. */
public record KvTable(Map<String, String> table) {
    public static final BodyCodec<KvTable> BODY = BodyCodec.<KvTable>table()
            .field("table", mapOf(TEXT), KvTable::table, Map.of())
            .make(in -> new KvTable(in.next()));
}
