package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.TEXT;
import static io.apogeemq.protocol.body.Shape.mapOf;

import java.util.Map;

/** The file kvConfig.json of a NameServer: texts by namespace and key (spec/store.md 12). */
public record KvFile(Map<String, Map<String, String>> namespaces) {
    public static final BodyCodec<KvFile> BODY = BodyCodec.<KvFile>table()
            .field("configTable", mapOf(mapOf(TEXT)), KvFile::namespaces, Map.of())
            .make(in -> new KvFile(in.next()));
}
