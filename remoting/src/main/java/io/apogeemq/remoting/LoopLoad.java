package io.apogeemq.remoting;

import io.apogeemq.concurrent.OwnedBy;

/**
 * What all connections of one loop have under way. While it is less than its bound, each connection may have as much as its
 * own bounds allow; beyond, a connection that has less than its share may have more, and the others wait. So neither many
 * connections nor one fill the memory, and who asks little is served whatever others do.
 */
@OwnedBy("the loop")
final class LoopLoad {
    private long bytes;
    private int busyConnections;

    void begin(int weight, boolean first) {
        bytes += weight;
        busyConnections += first ? 1 : 0;
    }

    void end(int weight, boolean last) {
        bytes -= weight;
        busyConnections -= last ? 1 : 0;
    }

    /** Whether a connection that has so much under way is to wait. */
    boolean isTooMuch(long ofOne, long bound) {
        return bytes >= bound && ofOne >= bound / Math.max(1, busyConnections);
    }
}
