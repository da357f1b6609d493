package io.apogeemq.client.consume;

import io.apogeemq.client.consume.calls.BrokerCalls;
import io.apogeemq.client.consume.calls.BrokerCalls.RetryCopy;
import io.apogeemq.client.consume.calls.BrokerCalls.SendBack;
import io.apogeemq.client.core.ReceivedMessage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has messages delivered to the group again, later, by a broker. Any thread. */
final class Redelivery {
    private static final Logger log = LoggerFactory.getLogger(Redelivery.class);

    /** The first retry is delayed by level 3 (10 s), each further one by a level more. */
    private static final int FIRST_LEVEL = 3;

    private static final int CONCURRENT_TRIES = 16;

    private final Supplier<ConsumerSettings> settings;
    private final BrokerCalls calls;

    Redelivery(Supplier<ConsumerSettings> settings, BrokerCalls calls) {
        this.settings = settings;
        this.calls = calls;
    }

    /**
     * Sends a message back to the broker that stored it; when that fails, sends a copy to the group's retry topic.
     *
     * @param delayLevel 0: the broker chooses; less: straight to the dead letters; more: that level
     * @return whether a broker took it
     */
    CompletionStage<Boolean> sendBack(ReceivedMessage message, int delayLevel) {
        int tries = triesOr(CONCURRENT_TRIES);
        return calls.sendBack(new SendBack(group(), message, delayLevel, tries))
                .handle((ok, failure) -> {
                    if (failure == null) {
                        return completed(true);
                    }
                    log.warn(
                            "group {} could not send {} back ({}), sends a copy to its retry topic",
                            group(),
                            message,
                            failure.getMessage());
                    return sendCopy(message, tries);
                })
                .thenCompose(Function.identity());
    }

    /** Sends a copy of a message that an orderly listener refused too often; the broker makes it a dead letter. */
    CompletionStage<Boolean> giveUp(ReceivedMessage message) {
        return sendCopy(message, orderlyTries());
    }

    /** After how many tries a message of an orderly listener is given up. */
    int orderlyTries() {
        return triesOr(Integer.MAX_VALUE);
    }

    private CompletionStage<Boolean> sendCopy(ReceivedMessage message, int tries) {
        int level = FIRST_LEVEL + message.reconsumeTimes();
        return calls.sendToRetryTopic(new RetryCopy(group(), message, level, tries))
                .handle((ok, failure) -> {
                    if (failure != null) {
                        log.warn(
                                "group {} could not send a copy of {} to its retry topic ({}), tries it here again",
                                group(),
                                message,
                                failure.getMessage());
                    }
                    return failure == null;
                });
    }

    private int triesOr(int usual) {
        int tries = settings.get().consuming().maxReconsumeTimes();
        return tries == -1 ? usual : tries;
    }

    private String group() {
        return settings.get().group();
    }

    private static CompletionStage<Boolean> completed(boolean value) {
        return CompletableFuture.completedStage(value);
    }
}
