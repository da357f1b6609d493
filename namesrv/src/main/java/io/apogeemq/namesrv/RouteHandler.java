package io.apogeemq.namesrv;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.protocol.body.JsonForm;
import io.apogeemq.protocol.body.TopicRoute;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.code.Version;
import io.apogeemq.protocol.header.RouteRequest;
import io.apogeemq.remoting.Call;
import io.apogeemq.remoting.Reply;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers GET_ROUTEINFO_BY_TOPIC 105, on the connection's loop: what has been asked for before is answered from
 * {@link RouteAnswers} at once, the rest is made on {@code control}.
 */
final class RouteHandler {
    private final ControlTurn control;
    private final Clock clock;
    private final Supplier<NameServerSettings> settings;
    private final RouteReader routes;
    private final KvConfig kv;
    private final RouteAnswers answers;
    private final long startedNanos;

    RouteHandler(
            ControlTurn control,
            Clock clock,
            Supplier<NameServerSettings> settings,
            RouteReader routes,
            KvConfig kv,
            RouteAnswers answers) {
        this.control = control;
        this.clock = clock;
        this.settings = settings;
        this.routes = routes;
        this.kv = kv;
        this.answers = answers;
        this.startedNanos = clock.nanos();
    }

    CompletionStage<Reply> route(Call call, RouteRequest request) {
        if (isTooEarly()) {
            return Reply.refused(ResponseCode.SYSTEM_ERROR, "name server not ready")
                    .now();
        }
        String zone = Boolean.TRUE.equals(request.zoneOnly()) ? request.zone() : null;
        if (zone != null && !zone.isBlank()) {
            return control.reply(call, () -> within(zone, request.topic()));
        }
        boolean standard = call.version() >= Version.V4_9_4 || Boolean.TRUE.equals(request.standardJson());
        JsonForm form = standard ? JsonForm.STANDARD : JsonForm.BARE_KEYS;
        byte[] known = answers.find(request.topic(), form);
        return known != null ? Reply.ok(known).now() : control.reply(call, () -> make(request.topic(), form));
    }

    private boolean isTooEarly() {
        return clock.nanos() - startedNanos
                < TimeUnit.MILLISECONDS.toNanos(settings.get().waitMillis());
    }

    private Reply make(String topic, JsonForm form) {
        TopicRoute route = find(topic);
        if (route == null) {
            return unknown(topic);
        }
        byte[] body = TopicRoute.BODY.write(route, form);
        answers.put(topic, form, body);
        return Reply.ok(body);
    }

    private Reply within(String zone, String topic) {
        TopicRoute route = find(topic);
        return route == null
                ? unknown(topic)
                : Reply.ok(TopicRoute.BODY.write(RouteReader.within(zone, route), JsonForm.BARE_KEYS));
    }

    private @Nullable TopicRoute find(String topic) {
        TopicRoute route = routes.find(topic);
        if (route == null || !settings.get().ordersTopics()) {
            return route;
        }
        String order = kv.find(KvConfig.ORDERED_TOPICS, topic);
        return new TopicRoute(route.brokers(), route.filterServers(), order, route.queues(), route.mappings());
    }

    private static Reply unknown(String topic) {
        return Reply.refused(
                ResponseCode.TOPIC_NOT_EXIST, "No topic route info in name server for the topic: " + topic);
    }
}
