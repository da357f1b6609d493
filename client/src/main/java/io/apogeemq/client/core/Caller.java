package io.apogeemq.client.core;

import io.apogeemq.remoting.Answer;
import io.apogeemq.remoting.Request;
import io.apogeemq.remoting.RpcClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends requests to addresses: adds the fields that every request carries and shows them to the hooks. Any thread. */
public final class Caller {
    private static final Logger log = LoggerFactory.getLogger(Caller.class);

    /** A broker's second port lies that much below its first (spec/client.md 42). */
    private static final int VIP_DISTANCE = 2;

    private final RpcClient rpc;
    private final Map<String, String> fields;
    private final List<RequestHook> hooks;

    Caller(RpcClient rpc, Map<String, String> fields, List<RequestHook> hooks) {
        this.rpc = rpc;
        this.fields = Map.copyOf(fields);
        this.hooks = List.copyOf(hooks);
    }

    /**
     * Asks.
     *
     * @return the answer whatever its code, completed on the connection's loop; or a {@link ClientFailure}
     */
    public CompletionStage<Answer> call(String address, Request request, long timeoutMillis) {
        if (timeoutMillis <= 0) {
            return CompletableFuture.failedFuture(
                    ClientFailure.tooMany("no time is left to ask " + address + " for request " + request.code()));
        }
        Request outgoing;
        try {
            outgoing = prepare(address, request);
        } catch (ClientFailure failure) {
            return CompletableFuture.failedFuture(failure);
        }
        return rpc.call(address, outgoing, timeoutMillis).handle((answer, end) -> {
            if (end != null) {
                throw new CompletionException(ClientFailure.of(end, address, timeoutMillis));
            }
            tellHooks(address, outgoing, answer);
            return answer;
        });
    }

    /** Asks; an answer other than success is a {@link ClientFailure} too. */
    public CompletionStage<Answer> ask(String address, Request request, long timeoutMillis) {
        return call(address, request, timeoutMillis).thenApply(answer -> {
            if (!answer.isOk()) {
                throw new CompletionException(ClientFailure.refused(answer.code(), answer.remark(), address));
            }
            return answer;
        });
    }

    /** Tells without an answer; completes when it is handed to the connection, or with a {@link ClientFailure}. */
    public CompletionStage<Void> tell(String address, Request request, long timeoutMillis) {
        Request outgoing;
        try {
            outgoing = prepare(address, request);
        } catch (ClientFailure failure) {
            return CompletableFuture.failedFuture(failure);
        }
        return rpc.send(address, outgoing, timeoutMillis).exceptionally(end -> {
            throw new CompletionException(ClientFailure.of(end, address, timeoutMillis));
        });
    }

    /** The address of the broker's second port when {@code vip}, else the address. */
    public static String port(String address, boolean vip) {
        if (!vip) {
            return address;
        }
        int colon = address.lastIndexOf(':');
        return address.substring(0, colon + 1) + (Integer.parseInt(address.substring(colon + 1)) - VIP_DISTANCE);
    }

    /** A hook is the program's code: what it throws fails the call, not whoever made it, which may be a loop of ours. */
    private Request prepare(String address, Request request) throws ClientFailure {
        Request outgoing = request;
        if (!fields.isEmpty()) {
            Map<String, String> more = new HashMap<>(request.more());
            more.putAll(fields);
            outgoing = request.with(more);
        }
        for (RequestHook hook : hooks) {
            try {
                outgoing = hook.before(address, outgoing);
            } catch (RuntimeException e) {
                throw ClientFailure.client(
                        ClientFailure.NO_CODE,
                        "the hook " + hook + " refused request " + request.code() + " to " + address + ": " + e,
                        e);
            }
        }
        return outgoing;
    }

    private void tellHooks(String address, Request request, Answer answer) {
        for (RequestHook hook : hooks) {
            try {
                hook.after(address, request, answer);
            } catch (RuntimeException e) {
                log.warn("the hook {} failed at an answer of {}; the answer counts all the same", hook, address, e);
            }
        }
    }
}
