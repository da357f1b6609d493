package org.apache.rocketmq.client.impl.consumer;

import io.apogeemq.client.core.ReceivedMessage;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.protocol.body.BrokerQueue;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.rocketmq.client.consumer.listener.ConsumeReturnType;
import org.apache.rocketmq.client.hook.ConsumeMessageContext;
import org.apache.rocketmq.common.message.MessageExt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls a listener with its hooks around it, and tells how that ended.
 *
 * @param <S> what the listener answers
 */
final class ListenerCall<S extends Enum<S>> {
    private static final Logger log = LoggerFactory.getLogger(ListenerCall.class);

    private final ConsumeHooks hooks;
    private final MessageFaces faces;
    private final Clock clock;
    private final LongSupplier timeoutMillis;
    private final S success;
    private final S failure;

    /** What came of a call: an answer (never null), whether the listener gave it, and what it threw, if it did. */
    record Ended<S>(S status, boolean answered, Throwable thrown, long millis) {}

    ListenerCall(
            ConsumeHooks hooks, MessageFaces faces, Clock clock, LongSupplier timeoutMillis, S success, S failure) {
        this.hooks = hooks;
        this.faces = faces;
        this.clock = clock;
        this.timeoutMillis = timeoutMillis;
        this.success = success;
        this.failure = failure;
    }

    @SuppressWarnings("CatchingThrowable") // an Error of the listener is the listener's: the message must come again
    Ended<S> call(List<ReceivedMessage> messages, BrokerQueue queue, Function<List<MessageExt>, S> listener) {
        List<MessageExt> shown = faces.faces(messages);
        ConsumeMessageContext context = hooks.before(shown, queue);
        long start = clock.nanos();
        S status = null;
        Throwable thrown = null;
        try {
            status = listener.apply(shown);
        } catch (Throwable e) {
            thrown = e;
            log.warn(
                    "the listener failed at {} messages of {}, the first is {}",
                    messages.size(),
                    queue,
                    messages.get(0),
                    e);
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(clock.nanos() - start);
        S meant = status == null ? failure : status;
        hooks.after(context, type(status, thrown, millis), meant.name(), meant == success);
        return new Ended<>(meant, status != null, thrown, millis);
    }

    private ConsumeReturnType type(S status, Throwable thrown, long millis) {
        if (status == null) {
            return thrown == null ? ConsumeReturnType.RETURNNULL : ConsumeReturnType.EXCEPTION;
        }
        if (millis >= timeoutMillis.getAsLong()) {
            return ConsumeReturnType.TIME_OUT;
        }
        return status == failure ? ConsumeReturnType.FAILED : ConsumeReturnType.SUCCESS;
    }
}
