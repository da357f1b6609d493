package io.apogeemq.client.consume;

/**
 * What became of a message that an operator sent straight to a listener (request 309).
 *
 * @param order whether the listener is an orderly one
 * @param result e.g. {@code CR_SUCCESS}, as it goes over the wire
 * @param remark why it failed; empty otherwise
 * @param spentMillis in the listener
 */
public record DirectOutcome(boolean order, boolean autoCommit, Result result, String remark, long spentMillis) {

    /** Names as they go over the wire. */
    public enum Result {
        CR_SUCCESS,
        CR_LATER,
        CR_ROLLBACK,
        CR_COMMIT,
        CR_THROW_EXCEPTION,
        CR_RETURN_NULL
    }
}
