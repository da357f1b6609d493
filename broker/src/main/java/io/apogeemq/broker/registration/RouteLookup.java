package io.apogeemq.broker.registration;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.protocol.body.BadBody;
import io.apogeemq.protocol.body.TopicRoute;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.header.RouteRequest;
import io.apogeemq.remoting.Request;
import io.apogeemq.remoting.RpcClient;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Where a topic lies in the whole cluster, as a NameServer says. Kept for some seconds. Any thread. */
public final class RouteLookup {
    private static final long FRESH_MILLIS = 5_000;
    private static final long TIMEOUT_MILLIS = 3_000;
    private static final int MOST_KEPT = 10_000;

    private final RpcClient client;
    private final List<String> nameServers;
    private final Clock clock;
    private final ConcurrentHashMap<String, Kept> kept = new ConcurrentHashMap<>();

    private record Kept(TopicRoute route, long millis) {}

    public RouteLookup(RpcClient client, List<String> nameServers, Clock clock) {
        this.client = client;
        this.nameServers = List.copyOf(nameServers);
        this.clock = clock;
    }

    /** The route; null when no NameServer answers, or none knows the topic. */
    public CompletionStage<@Nullable TopicRoute> find(String topic) {
        Kept known = kept.get(topic);
        if (known != null && clock.millis() - known.millis < FRESH_MILLIS) {
            return CompletableFuture.completedFuture(known.route);
        }
        return ask(topic, 0).thenApply(route -> {
            if (route == null) {
                // what was true once is better than nothing while they are away
                return known == null ? null : known.route;
            }
            if (kept.size() >= MOST_KEPT) {
                kept.clear();
            }
            kept.put(topic, new Kept(route, clock.millis()));
            return route;
        });
    }

    private CompletionStage<@Nullable TopicRoute> ask(String topic, int index) {
        if (index >= nameServers.size()) {
            return CompletableFuture.completedFuture(null);
        }
        Request request = Request.of(
                RequestCode.GET_ROUTEINFO_BY_TOPIC, RouteRequest.CODEC, new RouteRequest(topic, null, null, null));
        return client.call(nameServers.get(index), request, TIMEOUT_MILLIS)
                .handle((answer, failure) -> {
                    try {
                        return failure == null && answer.isOk() ? TopicRoute.BODY.read(answer.body()) : null;
                    } catch (BadBody e) {
                        return null;
                    }
                })
                .thenCompose(route -> route == null
                        ? ask(topic, index + 1)
                        : CompletableFuture.<@Nullable TopicRoute>completedFuture(route));
    }
}
