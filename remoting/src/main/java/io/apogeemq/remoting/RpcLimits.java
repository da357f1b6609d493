package io.apogeemq.remoting;

/**
 * Bounds of one connection.
 *
 * @param maxRequests requests being worked on (not those parked) before its reading pauses
 * @param maxRequestBytes bytes of those requests before its reading pauses
 * @param maxPending own calls waiting for an answer; one more fails as TOO_MANY
 * @param maxHoldMillis longest pause of reading; after it requests are refused with SYSTEM_BUSY until there is room
 */
public record RpcLimits(int maxRequests, long maxRequestBytes, int maxPending, long maxHoldMillis) {
    public static final RpcLimits DEFAULT = new RpcLimits(4096, 64 << 20, 65535, 1000);
}
