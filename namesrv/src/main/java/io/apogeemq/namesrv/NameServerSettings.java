package io.apogeemq.namesrv;

import java.nio.file.Path;
import java.util.Set;

/**
 * What a NameServer is told (spec/config.md 9 and 10).
 *
 * @param bindAddress and {@code listenPort}: where it listens; port 0 takes a free one
 * @param kvConfigPath the file of the KV table
 * @param configStorePath the file that an update of the settings rewrites
 * @param orderMessageEnable whether routes carry the order of topics from the KV table
 * @param returnOrderTopicConfigToBroker whether registrations are answered with that part of the KV table
 * @param scanNotActiveBrokerIntervalMillis between two looks for silent brokers
 * @param supportActingMaster whether a follower is shown as a read-only leader while the leader is away
 * @param enableAllTopicList whether 206 is served
 * @param enableTopicList whether 224 and 311 to 313 are served
 * @param notifyMinBrokerIdChanged whether brokers are told who has the smallest id of their name
 * @param needWaitForService whether routes are refused for {@code waitSecondsForService} after the start
 * @param deleteTopicWithBrokerRegistration whether a registration takes away the topics it doesn't name
 * @param configBlackList keys that no request may change, besides those that never may
 */
public record NameServerSettings(
        String bindAddress,
        int listenPort,
        Path kvConfigPath,
        Path configStorePath,
        boolean orderMessageEnable,
        boolean returnOrderTopicConfigToBroker,
        long scanNotActiveBrokerIntervalMillis,
        boolean supportActingMaster,
        boolean enableAllTopicList,
        boolean enableTopicList,
        boolean notifyMinBrokerIdChanged,
        boolean needWaitForService,
        int waitSecondsForService,
        boolean deleteTopicWithBrokerRegistration,
        Set<String> configBlackList) {}
