package io.apogeemq.client.core;

import io.apogeemq.protocol.frame.HeaderEncoding;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the producers and consumers of one client instance have in common (spec/client.md 12 and 17).
 *
 * @param clientId names the client to brokers
 * @param nameServers {@code host:port;host:port}; null when they are to be looked up
 * @param routeRefreshMillis between two questions for all routes in use
 * @param heartbeatMillis between two heartbeats
 * @param persistOffsetsMillis between two times of storing offsets
 * @param callTimeoutMillis of heartbeats, routes, unregistering and lists
 * @param vipChannel whether requests that may go to a broker's second port go there
 * @param heartbeatV2 whether heartbeats leave out what has not changed
 * @param heartbeatOnConnect whether a new connection to a broker is greeted with a heartbeat at once
 * @param callbackThreads how many of the users' callbacks run at once
 * @param fields put beside the header of every request
 */
public record ClientSettings(
        String clientId,
        @Nullable String nameServers,
        long routeRefreshMillis,
        long heartbeatMillis,
        long persistOffsetsMillis,
        long callTimeoutMillis,
        boolean vipChannel,
        boolean heartbeatV2,
        boolean heartbeatOnConnect,
        int callbackThreads,
        Map<String, String> fields,
        HeaderEncoding encoding) {

    /** The values of a client whose settings nobody touched. */
    public static ClientSettings defaults(String clientId, @Nullable String nameServers) {
        return new ClientSettings(
                clientId,
                nameServers,
                30_000,
                30_000,
                5_000,
                3_000,
                false,
                false,
                true,
                Runtime.getRuntime().availableProcessors(),
                Map.of(),
                HeaderEncoding.JSON);
    }
}
