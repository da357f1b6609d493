package io.apogeemq.broker.feature;

/**
 * What a feature does with every message before it is appended: let it pass, rewrite it (another queue, other
 * properties), refuse it, or ask for time. Runs on the loop that appends, so it neither blocks nor waits. The broker lists
 * its features on one screen, and their stages run in that order; each can be taken out.
 */
@FunctionalInterface
public interface AppendStage {

    /** Says what becomes of the message; {@link Staged#PASS} costs nothing. */
    Staged stage(SendContext send);
}
