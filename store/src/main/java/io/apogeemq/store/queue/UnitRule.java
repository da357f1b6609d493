package io.apogeemq.store.queue;

import io.apogeemq.protocol.message.MessageProperties;

/**
 * Says in which queues messages wait for a time, and for how long. The store has it from its owner and knows no topic by name.
 * A function of what the record holds, so that a record gives the same unit whenever it is asked for. Any thread.
 */
public interface UnitRule {
    /** No message waits. */
    UnitRule NOBODY_WAITS = new UnitRule() {
        @Override
        public boolean mayWait(String topic) {
            return false;
        }

        @Override
        public long delayMillis(MessageProperties properties) {
            return UnitCodes.NOT_DELAYED;
        }
    };

    /** Whether messages of that topic may wait. Asked for every message: it must cost next to nothing. */
    boolean mayWait(String topic);

    /** How long after it is stored such a message is due; {@link UnitCodes#NOT_DELAYED} when it does not wait after all. */
    long delayMillis(MessageProperties properties);
}
