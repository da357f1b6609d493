package io.apogeemq.broker.feature;

import io.apogeemq.remoting.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What became of a message that the broker appended for itself.
 *
 * @param refusal why it was not appended; null when it was
 * @param position where it lies in the log, -1 when it does not
 * @param queueOffset its number in its queue
 */
public record Placed(@Nullable Refusal refusal, long position, long queueOffset) {

    static Placed refused(Refusal why) {
        return new Placed(why, -1, -1);
    }
}
