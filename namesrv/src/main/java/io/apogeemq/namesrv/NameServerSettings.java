package io.apogeemq.namesrv;

import io.apogeemq.settings.NetworkSettings;
import java.nio.file.Path;
import java.util.Set;

/**
 * What a NameServer is told (spec/config.md 9). All but the network, the home and the paths may change while it runs.
 *
 * @param home the installation; empty when nothing names one
 * @param kvConfigPath the file of the KV table
 * @param configStorePath the file that an update of the settings rewrites
 * @param ordersTopics whether routes carry the order of topics from the KV table
 * @param returnsOrderedTopics whether registrations are answered with that part of the KV table
 * @param scanIntervalMillis between two looks for silent brokers
 * @param showsActingMaster whether a follower is shown as a read-only leader while the leader is away
 * @param listsAllTopics whether 206 is served
 * @param listsTopics whether 224 and 311 to 313 are served
 * @param tellsSmallestId whether brokers are told who has the smallest id of their name
 * @param waitMillis for how long after the start routes are refused
 * @param dropsMissingTopics whether a registration takes away the topics it doesn't name
 * @param blackList keys that no request may change
 */
public record NameServerSettings(
        NetworkSettings network,
        String home,
        Path kvConfigPath,
        Path configStorePath,
        boolean ordersTopics,
        boolean returnsOrderedTopics,
        long scanIntervalMillis,
        boolean showsActingMaster,
        boolean listsAllTopics,
        boolean listsTopics,
        boolean tellsSmallestId,
        long waitMillis,
        boolean dropsMissingTopics,
        Set<String> blackList) {

    /** Where a NameServer listens if nothing else is said. */
    public static final int DEFAULT_PORT = 9876;
}
