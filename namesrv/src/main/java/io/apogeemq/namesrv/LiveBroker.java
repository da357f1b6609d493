package io.apogeemq.namesrv;

import io.apogeemq.protocol.body.DataVersion;
import org.jspecify.annotations.Nullable;

/**
 * A broker process that registered, and when it was last heard of.
 *
 * @param name of the broker; leader and followers share it
 * @param id 0 for the leader
 * @param haAddress where followers copy from
 * @param dataVersion of its topics as it last said
 * @param link over which it last registered
 * @param timeoutNanos after how much silence it counts as dead
 * @param heardNanos monotonic
 */
record LiveBroker(
        String cluster,
        String name,
        long id,
        String address,
        @Nullable String haAddress,
        DataVersion dataVersion,
        BrokerLink link,
        long timeoutNanos,
        long heardNanos) {

    LiveBroker heardAt(long nanos) {
        return new LiveBroker(cluster, name, id, address, haAddress, dataVersion, link, timeoutNanos, nanos);
    }

    boolean isSilentAt(long nanos) {
        return nanos - heardNanos > timeoutNanos;
    }

    @Override
    public String toString() {
        return name + "/" + id + " at " + address;
    }
}
