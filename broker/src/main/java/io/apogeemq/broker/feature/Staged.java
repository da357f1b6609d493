package io.apogeemq.broker.feature;

import io.apogeemq.remoting.Refusal;
import io.apogeemq.remoting.Reply;
import java.util.concurrent.CompletionStage;

/** What a stage says of a message. */
public sealed interface Staged {
    /** The message, as it is now, goes on to the next stage. */
    Staged PASS = new Pass();

    record Pass() implements Staged {}

    /** It is not taken. */
    record Refused(Refusal why) implements Staged {}

    /** It needs no append: that is the sender's answer. */
    record Answered(Reply reply) implements Staged {}

    /**
     * Something has to be made first, such as a topic. The message passes all stages again when the other stage is
     * complete; when that fails, the send fails. Whoever says so has changed nothing in the message.
     */
    record Later(CompletionStage<?> ready) implements Staged {}

    static Staged refused(int code, String why) {
        return new Refused(new Refusal(code, why));
    }
}
