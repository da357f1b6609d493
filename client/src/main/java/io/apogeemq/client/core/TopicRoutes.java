package io.apogeemq.client.core;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.protocol.body.BadBody;
import io.apogeemq.protocol.body.BrokerRecord;
import io.apogeemq.protocol.body.QueueRoute;
import io.apogeemq.protocol.body.TopicRoute;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.RouteRequest;
import io.apogeemq.remoting.Answer;
import io.apogeemq.remoting.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes of all topics in use (spec/client.md 18). What is known stays in use while NameServers do not answer. Any
 * thread reads and asks; changes happen on the loop.
 */
@OwnedBy("the client's loop")
public final class TopicRoutes {
    private static final Logger log = LoggerFactory.getLogger(TopicRoutes.class);

    /** Whose route tells where a topic that does not exist yet will be created. */
    private static final String TEMPLATE_TOPIC = "TBW102";

    private final Loop loop;
    private final NameServers nameServers;
    private final BrokerTable brokers;
    private final Random random;
    private final long timeoutMillis;
    private final ConcurrentHashMap<String, TopicView> views = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<TopicView>> underWay = new HashMap<>();
    private final List<Consumer<TopicView>> listeners = new ArrayList<>();

    TopicRoutes(Loop loop, NameServers nameServers, BrokerTable brokers, Random random, long timeoutMillis) {
        this.loop = loop;
        this.nameServers = nameServers;
        this.brokers = brokers;
        this.random = random;
        this.timeoutMillis = timeoutMillis;
    }

    /** What is known of the topic. Any thread. */
    public Optional<TopicView> find(String topic) {
        return Optional.ofNullable(views.get(topic));
    }

    /**
     * Asks a NameServer for the topic's route; questions for the same one are asked once. Any thread.
     *
     * @return what is known then, on the loop; or a {@link ClientFailure}, which is a refusal with TOPIC_NOT_EXIST when
     *     the NameServer does not know the topic
     */
    public CompletionStage<TopicView> refresh(String topic) {
        return Handover.to(loop, () -> share(topic, () -> fetch(topic)));
    }

    /**
     * As {@link #refresh}; a topic that does not exist gets the route of the template topic, on whose brokers the first
     * send will create it.
     *
     * @param queueCount how many queues it may get there at most
     */
    public CompletionStage<TopicView> refreshForPublish(String topic, int queueCount) {
        return Handover.to(
                        loop,
                        () -> share(topic, () -> fetch(topic)).handle((view, end) -> {
                            if (end == null || !isUnknownTopic(end)) {
                                return end == null
                                        ? CompletableFuture.completedFuture(view)
                                        : CompletableFuture.<TopicView>failedFuture(end);
                            }
                            return share(TEMPLATE_TOPIC + ' ' + topic, () -> fetchTemplate(topic, queueCount));
                        }))
                .thenCompose(stage -> stage);
    }

    /** Tells of each changed or new route, on the loop. On the loop. */
    public void onChange(Consumer<TopicView> listener) {
        loop.assertInside();
        listeners.add(listener);
    }

    /** One broker's address of the topic's route, drawn at random: its leader's, or else any. On the loop. */
    public Optional<String> someBroker(String topic) {
        loop.assertInside();
        TopicView view = views.get(topic);
        if (view == null || view.route().brokers().isEmpty()) {
            return Optional.empty();
        }
        List<BrokerRecord> records = view.route().brokers();
        BrokerRecord record = records.get(random.nextInt(records.size()));
        return Optional.ofNullable(record.anyAddress());
    }

    /** All addresses that known routes name. On the loop. */
    Set<String> addresses() {
        loop.assertInside();
        Set<String> addresses = new HashSet<>();
        for (TopicView view : views.values()) {
            view.route()
                    .brokers()
                    .forEach(record -> addresses.addAll(record.addresses().values()));
        }
        return addresses;
    }

    private CompletableFuture<TopicView> share(String key, Supplier<CompletionStage<TopicView>> ask) {
        CompletableFuture<TopicView> known = underWay.get(key);
        if (known != null) {
            return known;
        }
        CompletableFuture<TopicView> asked = new CompletableFuture<>();
        underWay.put(key, asked);
        ask.get().whenComplete((view, end) -> {
            underWay.remove(key);
            Handover.into(asked).accept(view, end);
        });
        return asked;
    }

    private CompletionStage<TopicView> fetch(String topic) {
        return ask(topic).thenApply(route -> store(topic, route));
    }

    private CompletionStage<TopicView> fetchTemplate(String topic, int queueCount) {
        return ask(TEMPLATE_TOPIC)
                .thenApply(route -> store(
                        topic,
                        new TopicRoute(
                                route.brokers(),
                                route.filterServers(),
                                route.orderConf(),
                                route.queues().stream()
                                        .map(entry -> withQueues(entry, Math.min(queueCount, entry.readQueueCount())))
                                        .toList(),
                                route.mappings())));
    }

    private static QueueRoute withQueues(QueueRoute entry, int count) {
        return new QueueRoute(entry.brokerName(), entry.perm(), count, entry.topicSysFlag(), count);
    }

    private CompletionStage<TopicRoute> ask(String topic) {
        Request request = Request.of(
                RequestCode.GET_ROUTEINFO_BY_TOPIC, RouteRequest.CODEC, new RouteRequest(topic, true, null, null));
        return nameServers.ask(request, timeoutMillis).thenApply(answer -> read(topic, answer));
    }

    private static TopicRoute read(String topic, Answer answer) {
        try {
            return RouteQueues.sorted(TopicRoute.BODY.read(answer.body()));
        } catch (BadBody e) {
            throw new CompletionException(ClientFailure.client(
                    ClientFailure.NO_CODE, "the route of " + topic + " cannot be read: " + e.getMessage(), e));
        }
    }

    private TopicView store(String topic, TopicRoute route) {
        loop.assertInside();
        TopicView known = views.get(topic);
        if (known != null && known.route().equals(route)) {
            return known;
        }
        TopicView view =
                new TopicView(topic, route, known == null ? new AtomicInteger(random.nextInt()) : known.turns());
        brokers.put(route.brokers());
        views.put(topic, view);
        log.info("the route of topic {} is now {}", topic, route);
        listeners.forEach(listener -> listener.accept(view));
        return view;
    }

    private static boolean isUnknownTopic(Throwable end) {
        return ClientFailure.of(end, "", 0).isRefusal(ResponseCode.TOPIC_NOT_EXIST);
    }
}
