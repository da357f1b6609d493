package io.apogeemq.client.produce;

import io.apogeemq.client.choice.FaultTable;
import io.apogeemq.client.core.Caller;
import io.apogeemq.client.core.ClientFailure;
import io.apogeemq.client.core.FailureCode;
import io.apogeemq.client.core.TopicView;
import io.apogeemq.protocol.body.BrokerQueue;
import io.apogeemq.protocol.header.BadHeader;
import io.apogeemq.remoting.Answer;
import io.apogeemq.remoting.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One send, from the first try to its end (spec/client.md 20 to 22). Tries follow one another; each is brought on by the
 * thread on which the one before ended, so nothing here needs a lock.
 */
final class SendRun {
    private final Producer producer;
    private final PreparedMessage message;
    private final SendOptions options;
    private final Manner manner;
    private final long beganNanos;
    private final long timeoutMillis;
    private final int tries;
    private final @Nullable TopicView view;
    private final @Nullable BrokerQueue fixedQueue;
    private final CompletableFuture<Sent> result = new CompletableFuture<>();
    private final List<String> brokersSent = new ArrayList<>(1);
    private @Nullable Sent notOk;
    private @Nullable ClientFailure lastFailure;

    /**
     * Makes a send.
     *
     * @param view of whose queues one is chosen at each try; null when the queue is fixed
     * @param fixedQueue the only queue it may go to; null when one is chosen
     * @param beganNanos when the program called
     */
    SendRun(
            Producer producer,
            PreparedMessage message,
            SendOptions options,
            Manner manner,
            @Nullable TopicView view,
            @Nullable BrokerQueue fixedQueue,
            long beganNanos,
            long timeoutMillis) {
        this.producer = producer;
        this.message = message;
        this.options = options;
        this.manner = manner;
        this.view = view;
        this.fixedQueue = fixedQueue;
        this.beganNanos = beganNanos;
        this.timeoutMillis = timeoutMillis;
        this.tries = fixedQueue != null && manner == Manner.SYNC ? 1 : options.tries(manner);
    }

    CompletableFuture<Sent> begin() {
        attempt();
        return result;
    }

    private void attempt() {
        long left = timeoutMillis - spentMillis();
        if (left <= 0) {
            end(ClientFailure.tooMany("sendDefaultImpl call timeout: " + whereTheTimeWent()));
            return;
        }
        BrokerQueue queue = nextQueue();
        brokersSent.add(queue.brokerName());
        String address = producer.leader(queue.brokerName());
        if (address != null) {
            attempt(queue, address, left);
            return;
        }
        producer.routes()
                .refresh(message.message().topic())
                .whenCompleteAsync(
                        (known, end) -> {
                            String found = producer.leader(queue.brokerName());
                            if (found == null) {
                                onFailure(queue, producer.noBroker(queue.brokerName()), 0);
                            } else {
                                attempt(queue, found, timeoutMillis - spentMillis());
                            }
                        },
                        producer.callbacks());
    }

    private BrokerQueue nextQueue() {
        if (view == null) {
            return Objects.requireNonNull(fixedQueue);
        }
        String last = brokersSent.isEmpty() ? null : brokersSent.get(brokersSent.size() - 1);
        return producer.chooser().choose(view, last);
    }

    private void attempt(BrokerQueue queue, String leader, long leftMillis) {
        String address = Caller.port(leader, options.vipChannel());
        SendObserver observer = producer.observer();
        Object observed = null;
        if (observer != null) {
            try {
                observed = observer.before(new SendObserver.Attempt(message.message(), queue, address, manner));
                message.renewProperties();
            } catch (ClientFailure failure) {
                onFailure(queue, failure, 0);
                return;
            }
        }
        Request request = message.request(
                queue, producer.group(), options, producer.clock().millis());
        long tryMillis = capped(leftMillis);
        if (manner == Manner.ONE_WAY) {
            tell(queue, address, request, tryMillis, observed);
        } else {
            ask(queue, address, request, tryMillis, observed);
        }
    }

    /** One try must not use up the time of the others. */
    private long capped(long leftMillis) {
        long cap = options.maxTimeoutPerTryMillis();
        return cap > 0 && brokersSent.size() < tries ? Math.min(cap, leftMillis) : leftMillis;
    }

    private void tell(BrokerQueue queue, String address, Request request, long tryMillis, @Nullable Object observed) {
        onEnd(producer.caller().tell(address, request, tryMillis), (done, end) -> {
            ClientFailure failure = end == null ? null : ClientFailure.of(end, address, tryMillis);
            observe(observed, null, failure);
            if (failure == null) {
                result.complete(told(queue));
            } else {
                end(failure);
            }
        });
    }

    private void ask(BrokerQueue queue, String address, Request request, long tryMillis, @Nullable Object observed) {
        long askedNanos = producer.clock().nanos();
        onEnd(producer.caller().call(address, request, tryMillis), (answer, end) -> {
            long latency = TimeUnit.NANOSECONDS.toMillis(producer.clock().nanos() - askedNanos);
            if (end != null) {
                ClientFailure failure = ClientFailure.of(end, address, tryMillis);
                observe(observed, null, failure);
                onFailure(queue, failure, latency);
            } else {
                onAnswer(queue, address, answer, latency, observed);
            }
        });
    }

    /** An observer is code of the program's own, which must not hold up a connection. */
    private <T> void onEnd(CompletionStage<T> call, BiConsumer<@Nullable T, @Nullable Throwable> action) {
        if (producer.observer() == null) {
            call.whenComplete(action);
        } else {
            call.whenCompleteAsync(action, producer.callbacks());
        }
    }

    private void onAnswer(BrokerQueue queue, String address, Answer answer, long latency, @Nullable Object observed) {
        Sent sent;
        try {
            sent = SendAnswers.read(answer, address, queue, message.messageId());
        } catch (ClientFailure failure) {
            observe(observed, null, failure);
            onFailure(queue, failure, latency);
            return;
        } catch (BadHeader e) {
            ClientFailure failure = ClientFailure.client(
                    ClientFailure.NO_CODE, "the answer of " + address + " cannot be read: " + e.getMessage(), e);
            observe(observed, null, failure);
            onFailure(queue, failure, latency);
            return;
        }
        observe(observed, sent, null);
        producer.faults().note(queue.brokerName(), latency, false, true);
        if (sent.status() != Sent.Status.OK && manner == Manner.SYNC && options.retryWhenNotOk()) {
            notOk = sent;
            if (brokersSent.size() < tries) {
                attempt();
                return;
            }
        }
        result.complete(sent);
    }

    private void onFailure(BrokerQueue queue, ClientFailure failure, long latency) {
        note(queue, failure, latency);
        lastFailure = failure;
        if (!mayTryAgain(failure)) {
            end(failure);
        } else if (brokersSent.size() < tries) {
            attempt();
        } else {
            end(manner == Manner.SYNC && fixedQueue == null ? usedUp(failure) : failure);
        }
    }

    private boolean mayTryAgain(ClientFailure failure) {
        return switch (failure.kind()) {
            case BROKER -> manner == Manner.SYNC && options.retryCodes().contains(failure.code());
            case CLIENT -> manner == Manner.SYNC;
            case CONNECT, SEND, TIMEOUT -> manner != Manner.ONE_WAY;
            case TOO_MANY -> manner == Manner.SYNC;
        };
    }

    private void note(BrokerQueue queue, ClientFailure failure, long latency) {
        FaultTable faults = producer.faults();
        if (!faults.isEnabled()) {
            return;
        }
        switch (failure.kind()) {
            case CLIENT -> faults.note(queue.brokerName(), latency, false, true);
            case BROKER -> faults.note(queue.brokerName(), latency, true, manner == Manner.ASYNC);
            case CONNECT, SEND, TIMEOUT, TOO_MANY ->
                faults.note(queue.brokerName(), latency, true, manner == Manner.ASYNC || !producer.detects());
        }
    }

    /** A result that was stored but not safe is better than a failure to store it elsewhere. */
    private void end(ClientFailure failure) {
        Sent stored = notOk;
        if (stored != null) {
            result.complete(stored);
        } else {
            result.completeExceptionally(failure);
        }
    }

    private ClientFailure usedUp(ClientFailure last) {
        int code = switch (last.kind()) {
            case BROKER -> last.code();
            case CONNECT -> FailureCode.CONNECT;
            case TIMEOUT -> FailureCode.ANSWER_TIMEOUT;
            case CLIENT -> FailureCode.NO_BROKER;
            case SEND, TOO_MANY -> ClientFailure.NO_CODE;
        };
        return ClientFailure.client(
                code,
                "Send [" + brokersSent.size() + "] times, still failed, cost [" + spentMillis() + "]ms, Topic: "
                        + message.message().topic() + ", BrokersSent: " + brokersSent + "; the last one: "
                        + last.reason(),
                last);
    }

    private String whereTheTimeWent() {
        String what = timeoutMillis + " ms for a message to topic "
                + message.message().topic() + " were used up ";
        ClientFailure last = lastFailure;
        return last == null
                ? what + "before it could be sent, by the search for the topic's route or by waiting for a thread"
                : what + "by " + brokersSent.size() + " tries at " + brokersSent + "; the last one: " + last.reason();
    }

    /** What a one-way send leaves behind; nobody knows whether it is stored. */
    private Sent told(BrokerQueue queue) {
        return new Sent(Sent.Status.OK, message.messageId(), null, queue, -1, null, null, "", true);
    }

    private void observe(@Nullable Object observed, @Nullable Sent sent, @Nullable ClientFailure failure) {
        SendObserver observer = producer.observer();
        if (observer != null && observed != null) {
            observer.after(observed, sent, failure);
        }
    }

    private long spentMillis() {
        return TimeUnit.NANOSECONDS.toMillis(producer.clock().nanos() - beganNanos);
    }
}
