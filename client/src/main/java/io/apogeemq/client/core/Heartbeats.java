package io.apogeemq.client.core;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.protocol.body.ConsumerRecord;
import io.apogeemq.protocol.body.HeartbeatBody;
import io.apogeemq.protocol.body.ProducerRecord;
import io.apogeemq.protocol.body.SubscriptionRecord;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.remoting.Answer;
import io.apogeemq.remoting.Request;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells brokers who this client is and what it wants (spec/client.md 19). With consumers all brokers are told, else only
 * leaders. In version 2 a broker that knows the content already is told only that it is unchanged.
 */
@OwnedBy("the client's loop")
final class Heartbeats {
    private static final Logger log = LoggerFactory.getLogger(Heartbeats.class);

    /** Every instance is one, so that what it sends by itself comes from a producer that brokers know. */
    private static final String INNER_PRODUCER = "CLIENT_INNER_PRODUCER";

    private final Loop loop;
    private final ClientSettings settings;
    private final Caller caller;
    private final BrokerTable brokers;
    private final Members members;
    private final Map<String, Integer> knownFingerprints = new HashMap<>();
    private final Set<String> silent = new HashSet<>();

    Heartbeats(Loop loop, ClientSettings settings, Caller caller, BrokerTable brokers, Members members) {
        this.loop = loop;
        this.settings = settings;
        this.caller = caller;
        this.brokers = brokers;
        this.members = members;
    }

    /** Tells all; completes when each has answered or failed. */
    CompletionStage<Void> toAll() {
        loop.assertInside();
        Set<String> addresses = members.consumers().isEmpty() ? brokers.leaders() : brokers.all();
        knownFingerprints.keySet().retainAll(addresses);
        silent.retainAll(addresses);
        HeartbeatBody body = body();
        return CompletableFuture.allOf(addresses.stream()
                .map(address -> to(address, body).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
    }

    /** Tells one. */
    CompletionStage<Void> to(String address) {
        loop.assertInside();
        return to(address, body());
    }

    /** The next ones tell everything again: what is consumed may have changed. */
    void forgetFingerprints() {
        knownFingerprints.clear();
    }

    private CompletionStage<Void> to(String address, HeartbeatBody full) {
        HeartbeatBody body = settings.heartbeatV2() ? version2(address, full) : full;
        Request request = Request.of(RequestCode.HEART_BEAT, HeartbeatBody.BODY.write(body));
        return caller.ask(address, request, settings.callTimeoutMillis())
                .handleAsync(
                        (answer, end) -> {
                            if (end == null) {
                                onAnswer(address, body, answer);
                            } else {
                                onFailure(address, end);
                            }
                            return null;
                        },
                        loop);
    }

    private void onAnswer(String address, HeartbeatBody sent, Answer answer) {
        brokers.putVersion(address, answer.version());
        if (silent.remove(address)) {
            log.info("broker {} answers heartbeats again", address);
        }
        boolean understood = "true".equals(answer.fields().get("IS_SUPPORT_HEART_BEAT_V2"));
        boolean changed = "true".equals(answer.fields().get("IS_SUB_CHANGE"));
        if (understood && !(sent.withoutSubscriptions() && changed)) {
            knownFingerprints.put(address, sent.fingerprint());
        } else {
            knownFingerprints.remove(address);
        }
    }

    private void onFailure(String address, Throwable end) {
        knownFingerprints.remove(address);
        if (silent.add(address)) {
            Throwable cause = end instanceof CompletionException && end.getCause() != null ? end.getCause() : end;
            log.warn("broker {} does not answer heartbeats: {}", address, cause.getMessage());
        }
    }

    private HeartbeatBody body() {
        Set<ProducerRecord> producers = new LinkedHashSet<>();
        producers.add(new ProducerRecord(INNER_PRODUCER));
        members.producers().forEach(producer -> producers.add(new ProducerRecord(producer.group())));
        Set<ConsumerRecord> consumers = members.consumers().stream()
                .map(ConsumerMember::describe)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return new HeartbeatBody(settings.clientId(), consumers, 0, producers, false);
    }

    private HeartbeatBody version2(String address, HeartbeatBody full) {
        int fingerprint = fingerprint(full);
        boolean known = Integer.valueOf(fingerprint).equals(knownFingerprints.get(address));
        Set<ConsumerRecord> consumers = known
                ? full.consumers().stream()
                        .map(consumer -> withSubscriptions(consumer, Set.of()))
                        .collect(Collectors.toCollection(LinkedHashSet::new))
                : full.consumers();
        return new HeartbeatBody(full.clientId(), consumers, fingerprint, full.producers(), known);
    }

    /** Hash of what matters of the content: not of who tells it, nor of when it was made. */
    private static int fingerprint(HeartbeatBody full) {
        Set<ConsumerRecord> consumers = full.consumers().stream()
                .map(consumer -> withSubscriptions(
                        consumer,
                        consumer.subscriptions().stream()
                                .map(Heartbeats::withoutVersion)
                                .collect(Collectors.toCollection(LinkedHashSet::new))))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        byte[] text = HeartbeatBody.BODY.write(new HeartbeatBody("", consumers, 0, full.producers(), false));
        int hash = new String(text, StandardCharsets.UTF_8).hashCode();
        // 0 would say that there is none
        return hash == 0 ? 1 : hash;
    }

    private static ConsumerRecord withSubscriptions(ConsumerRecord consumer, Set<SubscriptionRecord> subscriptions) {
        return new ConsumerRecord(
                consumer.fromWhere(),
                consumer.type(),
                consumer.group(),
                consumer.model(),
                subscriptions,
                consumer.unitMode());
    }

    private static SubscriptionRecord withoutVersion(SubscriptionRecord subscription) {
        return new SubscriptionRecord(
                subscription.classFilter(),
                subscription.tagCodes(),
                subscription.expressionType(),
                subscription.expression(),
                0,
                subscription.tags(),
                subscription.topic());
    }
}
