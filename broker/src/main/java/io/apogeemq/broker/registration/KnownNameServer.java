package io.apogeemq.broker.registration;

import io.apogeemq.concurrent.Cancellable;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.protocol.body.TopicRecord;
import io.apogeemq.remoting.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One NameServer, and what it has yet to be told. One registration is under way at a time; what changes meanwhile goes
 * with the next. What failed is tried again, first soon, then more and more seldom.
 */
@OwnedBy("control")
final class KnownNameServer {
    private static final Logger log = LoggerFactory.getLogger(KnownNameServer.class);

    private static final long FIRST_RETRY_MILLIS = 1000;
    private static final long LAST_RETRY_MILLIS = 16_000;

    private final String address;
    private final BiFunction<String, Map<String, TopicRecord>, CompletionStage<?>> send;
    private final Loop control;
    private Map<String, TopicRecord> untold = new HashMap<>();
    private List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private List<CompletableFuture<Void>> underWay = new ArrayList<>();
    /** Whether there is something to tell, be it only that this broker is there. */
    private boolean unknown;

    private boolean sending;
    private boolean stopped;
    private boolean reachable = true;
    private long retryMillis = FIRST_RETRY_MILLIS;
    private @Nullable Cancellable retry;

    /**
     * @param send registers these topics with that address
     */
    KnownNameServer(
            String address, BiFunction<String, Map<String, TopicRecord>, CompletionStage<?>> send, Loop control) {
        this.address = address;
        this.send = send;
        this.control = control;
    }

    String address() {
        return address;
    }

    /** Completes when it has answered, or the try has failed. */
    CompletionStage<Void> tell(Map<String, TopicRecord> topics) {
        untold.putAll(topics);
        // a slave has no topic of its own, and is there all the same
        unknown = true;
        CompletableFuture<Void> told = new CompletableFuture<>();
        waiting.add(told);
        sendNext();
        return told;
    }

    /** Completes when nothing is untold or under way. */
    CompletionStage<Void> upToDate() {
        if (!unknown && !sending) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> told = new CompletableFuture<>();
        if (!unknown) {
            underWay.add(told);
        } else {
            waiting.add(told);
        }
        return told;
    }

    private void sendNext() {
        if (sending || stopped || !unknown) {
            return;
        }
        sending = true;
        unknown = false;
        Map<String, TopicRecord> topics = untold;
        untold = new HashMap<>();
        underWay = waiting;
        waiting = new ArrayList<>();
        send.apply(address, topics)
                .whenComplete((answer, failure) -> control.execute(() -> finish(topics, answer, failure)));
    }

    private void finish(Map<String, TopicRecord> topics, @Nullable Object answer, @Nullable Throwable failure) {
        sending = false;
        String trouble = failure != null
                ? String.valueOf(failure.getMessage())
                : answer instanceof Answer refused && !refused.isOk() ? String.valueOf(refused.remark()) : null;
        if (trouble == null) {
            if (!reachable) {
                log.info("registered with the NameServer {} again", address);
            }
            reachable = true;
            retryMillis = FIRST_RETRY_MILLIS;
        } else {
            if (reachable) {
                log.warn("the NameServer {} could not be told of this broker, it is tried again: {}", address, trouble);
            }
            reachable = false;
            topics.forEach(untold::putIfAbsent);
            unknown = true;
            retryLater();
        }
        List<CompletableFuture<Void>> done = underWay;
        underWay = new ArrayList<>();
        done.forEach(one -> one.complete(null));
        if (trouble == null) {
            sendNext();
        }
    }

    private void retryLater() {
        if (retry == null && !stopped) {
            retry = control.schedule(retryMillis, () -> {
                retry = null;
                sendNext();
            });
            retryMillis = Math.min(2 * retryMillis, LAST_RETRY_MILLIS);
        }
    }

    /** Its connection may have broken: whatever it knew, tell it again. */
    void retrySoon(Map<String, TopicRecord> topics) {
        untold.putAll(topics);
        unknown = true;
        retryLater();
    }

    void stop() {
        stopped = true;
        if (retry != null) {
            retry.cancel();
            retry = null;
        }
    }
}
