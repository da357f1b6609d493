package io.apogeemq.broker.feature;

import io.apogeemq.concurrent.Position;
import io.apogeemq.remoting.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What became of a message that the broker appended for itself, or of the first one of many.
 *
 * @param refusal why it was not appended; null when it was
 * @param position where it lies in the log, -1 when it does not
 * @param queueOffset its number in its queue
 * @param missing which position has not passed it in time, so that it is stored, but not as durable as promised; null when it
 *     is: {@link Appender#late}
 */
public record Placed(
        @Nullable Refusal refusal,
        long position,
        long queueOffset,
        @Nullable Position missing) {

    static Placed refused(Refusal why) {
        return new Placed(why, -1, -1, null);
    }
}
