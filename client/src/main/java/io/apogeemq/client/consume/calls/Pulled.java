package io.apogeemq.client.consume.calls;

import io.apogeemq.client.core.ReceivedMessage;
import java.util.List;

/**
 * What a pull brought.
 *
 * @param nextOffset where to go on, whatever the outcome
 * @param minOffset of the queue at the time
 * @param maxOffset that the queue's next message will get
 * @param messages decoded, in the order of their offsets, as the broker sent them; empty unless found
 */
public record Pulled(Outcome outcome, long nextOffset, long minOffset, long maxOffset, List<ReceivedMessage> messages) {

    /** Answer codes 0, 19, 20 and 21. */
    public enum Outcome {
        FOUND,
        NOTHING_NEW,
        NOTHING_WANTED,
        OFFSET_OUTSIDE
    }
}
