package io.apogeemq.remoting;

/**
 * Bounds of one connection, and of those of one loop.
 *
 * @param maxRequests requests being worked on (not those parked) before its reading pauses
 * @param maxRequestBytes bytes of those requests before its reading pauses
 * @param maxPending own calls waiting for an answer; one more fails as TOO_MANY
 * @param maxLoopBytes bytes of the requests of all connections of a loop, before the reading of those pauses that have more
 *     than their share
 * @param maxHoldMillis longest pause of reading; after it requests are refused with SYSTEM_BUSY until there is room
 */
public record RpcLimits(int maxRequests, long maxRequestBytes, long maxLoopBytes, int maxPending, long maxHoldMillis) {
    /** Requests may take an eighth of the heap, on all loops together. */
    public static final RpcLimits DEFAULT = new RpcLimits(
            4096,
            64 << 20,
            Math.max(
                    4 << 20,
                    Runtime.getRuntime().maxMemory() / 8 / Runtime.getRuntime().availableProcessors()),
            65535,
            1000);
}
