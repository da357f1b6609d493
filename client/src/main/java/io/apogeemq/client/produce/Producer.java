package io.apogeemq.client.produce;

import io.apogeemq.client.choice.Detector;
import io.apogeemq.client.choice.FaultTable;
import io.apogeemq.client.choice.QueueChooser;
import io.apogeemq.client.core.Caller;
import io.apogeemq.client.core.ClientFailure;
import io.apogeemq.client.core.ClientInstance;
import io.apogeemq.client.core.FailureCode;
import io.apogeemq.client.core.ProducerMember;
import io.apogeemq.client.core.TopicRoutes;
import io.apogeemq.client.core.TopicView;
import io.apogeemq.client.core.TransactionCheck;
import io.apogeemq.concurrent.Cancellable;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.protocol.body.BrokerQueue;
import io.apogeemq.protocol.code.ResponseCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages of one group. Any thread; nothing blocks. What a send needs it reads from published views, so that a send
 * whose route is known is encoded where it is called and then only crosses to the connection's loop and back.
 *
 * <p>Results complete on a connection's loop (failures also on the caller's thread); a stage ends within the send's time,
 * give or take the connection's sweep, and only with a {@link ClientFailure}.
 */
public final class Producer implements ProducerMember {
    private final ClientInstance instance;
    private final String group;
    private final Supplier<String> ids;
    private final FaultTable faults;
    private final QueueChooser chooser;
    private final Set<String> topics = ConcurrentHashMap.newKeySet();
    private volatile @Nullable SendObserver observer;
    private volatile @Nullable Detector detector;
    private volatile @Nullable Consumer<TransactionCheck> checks;

    /**
     * Makes a producer; it sends from {@link #start} on.
     *
     * @param ids gives messages their ids
     */
    public Producer(ClientInstance instance, String group, Supplier<String> ids, FaultTable faults) {
        this.instance = instance;
        this.group = group;
        this.ids = ids;
        this.faults = faults;
        this.chooser = new QueueChooser(faults);
    }

    /**
     * Joins the instance, asks for the routes of the topics and tells the brokers; completes when that is done, with false
     * when the instance has a producer of that group already. That NameServers or brokers do not answer is no failure.
     */
    public CompletionStage<Boolean> start(List<String> firstTopics) {
        return instance.join(this).thenCompose(joined -> joined ? arrive(firstTopics) : joined(false));
    }

    private CompletionStage<Boolean> arrive(List<String> firstTopics) {
        topics.addAll(firstTopics);
        CompletableFuture<?>[] asked = firstTopics.stream()
                .map(topic -> instance.routes()
                        .refresh(topic)
                        .handle((view, end) -> view)
                        .toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(asked)
                .thenCompose(done -> instance.heartbeat())
                .thenApply(done -> true);
    }

    private static CompletionStage<Boolean> joined(boolean joined) {
        return CompletableFuture.completedFuture(joined);
    }

    /** Leaves the instance; completes when the brokers know, or do not answer. */
    public CompletionStage<Void> stop() {
        Detector running = detector;
        if (running != null) {
            running.stop();
        }
        return instance.leave(this);
    }

    /** Sets who looks at every try; null for nobody. */
    public void observer(@Nullable SendObserver changed) {
        observer = changed;
    }

    /** Sets who answers when a broker asks what became of a message; on the loop, and must not block it. */
    public void checks(Consumer<TransactionCheck> answers) {
        checks = answers;
    }

    /**
     * Begins to ask brokers that failed whether they are back. Once, before the first send.
     *
     * @param timeoutMillis of one question
     * @param intervalMillis between two questions to one broker
     */
    public void detect(long timeoutMillis, long intervalMillis) {
        Detector started = new Detector(instance, faults, () -> topics, timeoutMillis, intervalMillis);
        detector = started;
        started.start();
    }

    /** Sends to a queue of our choice; failures are tried again on other brokers. */
    public CompletionStage<Sent> send(OutgoingMessage message, SendOptions options, Manner manner, long timeoutMillis) {
        long began = clock().nanos();
        PreparedMessage prepared;
        try {
            prepared = PreparedMessage.of(message, options, ids);
        } catch (ClientFailure failure) {
            return CompletableFuture.failedFuture(failure);
        }
        Optional<TopicView> known = known(message.topic());
        if (known.isPresent()) {
            return run(prepared, options, manner, known.get(), null, began, timeoutMillis);
        }
        return view(message.topic(), options, timeoutMillis)
                .thenCompose(view -> run(prepared, options, manner, view, null, began, timeoutMillis));
    }

    /** Sends to that queue; only an asynchronous send is tried again, on the same broker. */
    public CompletionStage<Sent> sendTo(
            BrokerQueue queue, OutgoingMessage message, SendOptions options, Manner manner, long timeoutMillis) {
        long began = clock().nanos();
        topics.add(message.topic());
        try {
            PreparedMessage prepared = PreparedMessage.of(message, options, ids);
            return run(prepared, options, manner, null, queue, began, timeoutMillis);
        } catch (ClientFailure failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    /**
     * Sends to the queue that the selector chooses; only an asynchronous send is tried again, on the same broker. The
     * selector runs on the caller's thread, or on one for callbacks when the route has to be asked for first.
     */
    public CompletionStage<Sent> sendSelected(
            QueueSelector selector, OutgoingMessage message, SendOptions options, Manner manner, long timeoutMillis) {
        long began = clock().nanos();
        Optional<TopicView> known = known(message.topic());
        return known.isPresent()
                ? select(selector, known.get(), message, options, manner, began, timeoutMillis)
                : view(message.topic(), options, timeoutMillis)
                        .thenComposeAsync(
                                view -> select(selector, view, message, options, manner, began, timeoutMillis),
                                instance.callbacks());
    }

    private CompletionStage<Sent> select(
            QueueSelector selector,
            TopicView view,
            OutgoingMessage message,
            SendOptions options,
            Manner manner,
            long beganNanos,
            long timeoutMillis) {
        try {
            BrokerQueue queue = selector.select(view.writable());
            PreparedMessage prepared = PreparedMessage.of(message, options, ids);
            return run(prepared, options, manner, null, queue, beganNanos, timeoutMillis);
        } catch (ClientFailure failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    /** Asks for the queues that the topic's messages may go to now. */
    public CompletionStage<List<BrokerQueue>> publishQueues(String topic) {
        return instance.routes().refresh(topic).thenApply(TopicView::writable);
    }

    @Override
    public String group() {
        return group;
    }

    @Override
    public Set<String> topics() {
        return topics;
    }

    @Override
    public void checkTransaction(TransactionCheck check) {
        Consumer<TransactionCheck> answers = checks;
        if (answers != null) {
            answers.accept(check);
        }
    }

    private CompletionStage<Sent> run(
            PreparedMessage message,
            SendOptions options,
            Manner manner,
            @Nullable TopicView view,
            @Nullable BrokerQueue queue,
            long beganNanos,
            long timeoutMillis) {
        return new SendRun(this, message, options, manner, view, queue, beganNanos, timeoutMillis).begin();
    }

    private Optional<TopicView> known(String topic) {
        Optional<TopicView> view = instance.routes().find(topic);
        if (view.isPresent() && !view.get().writable().isEmpty()) {
            if (!topics.contains(topic)) {
                topics.add(topic);
            }
            return view;
        }
        return Optional.empty();
    }

    /** The first send to a topic asks where it is, within the send's time. */
    private CompletionStage<TopicView> view(String topic, SendOptions options, long timeoutMillis) {
        topics.add(topic);
        CompletableFuture<TopicView> found = new CompletableFuture<>();
        long began = clock().nanos();
        Cancellable timer = instance.loop()
                .schedule(
                        timeoutMillis,
                        () -> found.completeExceptionally(ClientFailure.tooMany("no NameServer of "
                                + instance.nameServers().addresses() + " told the route of topic " + topic + " within "
                                + timeoutMillis + " ms")));
        instance.routes().refreshForPublish(topic, options.queueCount()).whenComplete((view, end) -> {
            timer.cancel();
            if (end != null) {
                found.completeExceptionally(noRoute(topic, ClientFailure.of(end, "", spentMillis(began))));
            } else if (view.writable().isEmpty()) {
                found.completeExceptionally(ClientFailure.client(
                        FailureCode.NO_ROUTE,
                        noRoute(topic) + "; its route names no queue that may be written to at a master: "
                                + view.route()));
            } else {
                found.complete(view);
            }
        });
        return found;
    }

    private static ClientFailure noRoute(String topic, ClientFailure cause) {
        if (cause.code() == FailureCode.NO_NAME_SERVER) {
            return cause;
        }
        String why = cause.isRefusal(ResponseCode.TOPIC_NOT_EXIST)
                ? "NameServer " + cause.address()
                        + " knows neither the topic nor a broker that makes new ones: create it "
                        + "(mqadmin updateTopic), or set autoCreateTopicEnable=true at a broker that registers there"
                : cause.reason();
        return ClientFailure.client(FailureCode.NO_ROUTE, noRoute(topic) + "; " + why, cause);
    }

    private static String noRoute(String topic) {
        return "No route info of this topic: " + topic;
    }

    private long spentMillis(long beganNanos) {
        return TimeUnit.NANOSECONDS.toMillis(clock().nanos() - beganNanos);
    }

    Clock clock() {
        return instance.clock();
    }

    Caller caller() {
        return instance.caller();
    }

    TopicRoutes routes() {
        return instance.routes();
    }

    QueueChooser chooser() {
        return chooser;
    }

    FaultTable faults() {
        return faults;
    }

    boolean detects() {
        return detector != null;
    }

    Executor callbacks() {
        return instance.callbacks();
    }

    @Nullable
    SendObserver observer() {
        return observer;
    }

    ClientFailure noBroker(String brokerName) {
        return instance.noBroker(brokerName);
    }

    @Nullable
    String leader(String brokerName) {
        return instance.brokers().leader(brokerName).orElse(null);
    }
}
