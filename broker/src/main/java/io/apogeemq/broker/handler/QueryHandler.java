package io.apogeemq.broker.handler;

import io.apogeemq.broker.settings.IndexSettings;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.QueryMessageAnswer;
import io.apogeemq.protocol.header.QueryMessageRequest;
import io.apogeemq.remoting.Call;
import io.apogeemq.remoting.Reply;
import io.apogeemq.store.Store;
import io.apogeemq.store.index.KeyMatches;
import io.apogeemq.store.index.KeyQuery;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Messages by key, unique id or tags: QUERY_MESSAGE 12 (spec/requests.md). */
public final class QueryHandler {
    private static final String UNIQUE_ID = "U";
    private static final String TAGS = "T";

    private final Store store;
    private final Supplier<IndexSettings> rules;
    private final List<Loop> readers;

    public QueryHandler(Store store, Supplier<IndexSettings> rules, List<Loop> readers) {
        this.store = store;
        this.rules = rules;
        this.readers = List.copyOf(readers);
    }

    /** Messages are read on a reader loop. */
    public CompletionStage<Reply> query(Call call, QueryMessageRequest request) {
        boolean byId = Boolean.TRUE.equals(request.byUniqueId());
        IndexSettings now = rules.get();
        int asked = byId ? now.mostById() : request.maxCount();
        KeyQuery query = new KeyQuery(
                request.topic(),
                kind(request, byId),
                request.key(),
                request.fromMillis(),
                request.toMillis(),
                Math.min(asked, now.mostFound()));
        Loop reader = readers.get(Math.floorMod(request.key().hashCode(), readers.size()));
        return store.find(query, reader).thenApply(QueryHandler::answer);
    }

    private static KeyQuery.Kind kind(QueryMessageRequest request, boolean byId) {
        if (byId || UNIQUE_ID.equals(request.indexType())) {
            return KeyQuery.Kind.UNIQUE_ID;
        }
        return TAGS.equals(request.indexType()) ? KeyQuery.Kind.TAGS : KeyQuery.Kind.ANY_KEY;
    }

    private static Reply answer(KeyMatches found) {
        if (found.count() == 0) {
            found.messages().release();
            return Reply.refused(ResponseCode.QUERY_NOT_FOUND, "can not find message, maybe time range not correct");
        }
        return Reply.ok(
                QueryMessageAnswer.CODEC,
                new QueryMessageAnswer(found.indexedMillis(), found.indexedPosition()),
                found.messages());
    }
}
