package io.apogeemq.namesrv;

import io.apogeemq.protocol.body.KvTable;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.KvAnswer;
import io.apogeemq.protocol.header.KvRequest;
import io.apogeemq.protocol.header.NamespaceRequest;
import io.apogeemq.protocol.header.PutKvRequest;
import io.apogeemq.remoting.Call;
import io.apogeemq.remoting.Refusal;
import io.apogeemq.remoting.Reply;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the requests for the KV table, on {@code control}: 100, 101, 102, 219. */
final class KvHandler {
    private static final Logger log = LoggerFactory.getLogger(KvHandler.class);

    private final KvConfig kv;
    private final RouteAnswers answers;

    KvHandler(KvConfig kv, RouteAnswers answers) {
        this.kv = kv;
        this.answers = answers;
    }

    CompletionStage<Reply> put(Call call, PutKvRequest request) {
        Optional<Refusal> refusal = kv.refuse(request.namespace(), request.key(), request.value());
        if (refusal.isPresent()) {
            return Reply.refused(refusal.get()).now();
        }
        CompletionStage<Void> saved = kv.put(request.namespace(), request.key(), request.value());
        return confirm(request.namespace(), request.key(), saved);
    }

    CompletionStage<Reply> remove(Call call, KvRequest request) {
        return confirm(request.namespace(), request.key(), kv.remove(request.namespace(), request.key()));
    }

    CompletionStage<Reply> get(Call call, KvRequest request) {
        String value = kv.find(request.namespace(), request.key());
        return value == null
                ? Reply.refused(
                                ResponseCode.QUERY_NOT_FOUND,
                                "No config item, Namespace: " + request.namespace() + " Key: " + request.key())
                        .now()
                : Reply.ok(KvAnswer.CODEC, new KvAnswer(value)).now();
    }

    CompletionStage<Reply> list(Call call, NamespaceRequest request) {
        Map<String, String> texts = kv.find(request.namespace());
        return texts == null
                ? Reply.refused(ResponseCode.QUERY_NOT_FOUND, "No config item, Namespace: " + request.namespace())
                        .now()
                : Reply.ok(KvTable.BODY.write(new KvTable(texts))).now();
    }

    private CompletionStage<Reply> confirm(String namespace, String key, CompletionStage<Void> saved) {
        if (namespace.equals(KvConfig.ORDERED_TOPICS)) {
            answers.remove(key);
        }
        return saved.handle((nothing, failure) -> {
            if (failure == null) {
                return Reply.ok();
            }
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            log.error("the KV file could not be written, {}/{} holds until the next start only", namespace, key, cause);
            return Reply.refused(
                    ResponseCode.SYSTEM_ERROR,
                    "changed in memory, but not on the disk of the name server: " + cause.getMessage());
        });
    }
}
