package io.apogeemq.broker.feature;

import io.apogeemq.protocol.message.OutgoingRecord;
import io.apogeemq.remoting.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What a feature does with every message before it is appended: let it pass, rewrite it (another queue, other
 * properties), or refuse it. Runs on the connection's loop, so it neither blocks nor waits. The broker lists its stages
 * on one screen; each can be taken out.
 */
@FunctionalInterface
public interface AppendStage {

    /** Returns null to let the message, as it is now, go on to the next stage. */
    @Nullable
    Refusal stage(OutgoingRecord record);
}
