package io.apogeemq.client.choice;

import io.apogeemq.client.core.ClientInstance;
import io.apogeemq.client.core.TopicView;
import io.apogeemq.protocol.body.BrokerQueue;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.header.MaxOffsetRequest;
import io.apogeemq.remoting.Request;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Asks brokers that were seen failing something small now and then, so that one that has come back is used again
 * (spec/client.md 21). On the client's loop.
 */
public final class Detector {
    private static final long PERIOD_MILLIS = 3_000;

    private final ClientInstance instance;
    private final FaultTable faults;
    private final Supplier<Set<String>> topics;
    private final long timeoutMillis;
    private final long intervalMillis;
    private volatile boolean running = true;

    /**
     * Makes a detector.
     *
     * @param topics those of which a queue may be asked for
     * @param timeoutMillis of one question
     * @param intervalMillis between two questions to one broker
     */
    public Detector(
            ClientInstance instance,
            FaultTable faults,
            Supplier<Set<String>> topics,
            long timeoutMillis,
            long intervalMillis) {
        this.instance = instance;
        this.faults = faults;
        this.topics = topics;
        this.timeoutMillis = timeoutMillis;
        this.intervalMillis = intervalMillis;
    }

    public void start() {
        instance.loop().schedule(PERIOD_MILLIS, this::look);
    }

    public void stop() {
        running = false;
    }

    private void look() {
        if (!running) {
            return;
        }
        start();
        long now = instance.clock().nanos();
        faults.checked().forEach((brokerName, checkedNanos) -> {
            if (now - checkedNanos >= TimeUnit.MILLISECONDS.toNanos(intervalMillis)) {
                look(brokerName);
            }
        });
    }

    private void look(String brokerName) {
        Optional<String> address = instance.brokers().leader(brokerName);
        if (address.isEmpty()) {
            faults.forget(brokerName);
            return;
        }
        Optional<String> topic = topicOn(brokerName);
        if (topic.isEmpty()) {
            return;
        }
        Request request = Request.of(
                RequestCode.GET_MAX_OFFSET, MaxOffsetRequest.CODEC, new MaxOffsetRequest(topic.get(), 0, true));
        instance.caller()
                .call(address.get(), request, timeoutMillis)
                .whenComplete((answer, end) -> faults.looked(brokerName, end == null));
    }

    private Optional<String> topicOn(String brokerName) {
        return topics.get().stream()
                .filter(topic -> instance.routes().find(topic).map(TopicView::writable).stream()
                        .flatMap(queues -> queues.stream().map(BrokerQueue::brokerName))
                        .anyMatch(brokerName::equals))
                .findFirst();
    }
}
