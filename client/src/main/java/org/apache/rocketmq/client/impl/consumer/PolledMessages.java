package org.apache.rocketmq.client.impl.consumer;

import io.apogeemq.client.consume.PollConsumer;
import io.apogeemq.client.core.ReceivedMessage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for what a program polls, and loses nothing when the wait ends early. */
final class PolledMessages {
    private static final Logger log = LoggerFactory.getLogger(PolledMessages.class);

    /** The engine ends a poll in its time; this is for a machine under load. */
    private static final long GRACE_MILLIS = 5_000;

    private PolledMessages() {}

    /** Nothing when none come in that time, or the thread is interrupted, which stays noted. */
    static List<ReceivedMessage> await(PollConsumer consumer, long timeoutMillis) {
        CompletableFuture<List<ReceivedMessage>> asked = consumer.poll(timeoutMillis);
        try {
            return asked.get(timeoutMillis + GRACE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            log.warn("the client's threads are late: a poll of {} ms has no outcome yet", timeoutMillis);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a poll failed", e.getCause());
        }
        // messages may have come in this moment: whoever does not get to cancel the poll has them
        return asked.cancel(false) ? List.of() : asked.join();
    }
}
