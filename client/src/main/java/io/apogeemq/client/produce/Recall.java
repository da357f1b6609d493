package io.apogeemq.client.produce;

import io.apogeemq.client.core.Caller;
import io.apogeemq.client.core.ClientFailure;
import io.apogeemq.client.core.ClientInstance;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.RecallRequest;
import io.apogeemq.remoting.Request;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Takes a delayed message back before it is due. Its handle names the broker that holds it (spec/requests.md, 370): Base64
 * of {@code v1 <topic> <brokerName> <due ms> <id>}.
 */
public final class Recall {
    private static final String VERSION = "v1";
    private static final int FIELDS = 5;
    private static final int BROKER_NAME_AT = 2;

    private final ClientInstance instance;

    public Recall(ClientInstance instance) {
        this.instance = instance;
    }

    /** The id of the message that will not be delivered; or a {@link ClientFailure}. */
    public CompletionStage<String> of(String group, String topic, String handle, long timeoutMillis) {
        String brokerName;
        try {
            brokerName = brokerName(handle);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(ClientFailure.client(
                    ResponseCode.ILLEGAL_OPERATION, "recall failed, the handle is none: " + e.getMessage(), e));
        }
        return instance.routes().refresh(topic).handle((view, end) -> end).thenCompose(end -> {
            Optional<String> leader = instance.brokers().leader(brokerName);
            if (leader.isEmpty()) {
                return CompletableFuture.failedFuture(instance.noBroker(brokerName));
            }
            Request request = Request.of(
                    RequestCode.RECALL_MESSAGE,
                    RecallRequest.CODEC,
                    new RecallRequest(group, topic, handle, brokerName));
            return instance.caller()
                    .ask(Caller.port(leader.get(), instance.settings().vipChannel()), request, timeoutMillis)
                    .thenApply(answer ->
                            answer.header(RecallRequest.Recalled.CODEC).messageId());
        });
    }

    private static String brokerName(String handle) {
        String[] fields = new String(Base64.getUrlDecoder().decode(handle), StandardCharsets.UTF_8).split(" ");
        if (fields.length != FIELDS || !fields[0].equals(VERSION)) {
            throw new IllegalArgumentException("it has " + fields.length + " fields and begins with " + fields[0]);
        }
        return fields[BROKER_NAME_AT];
    }
}
