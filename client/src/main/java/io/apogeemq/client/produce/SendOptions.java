package io.apogeemq.client.produce;

import java.util.Set;

/**
 * What a program may set for its sends (spec/client.md 3).
 *
 * @param createTopicKey the template topic for topics that are to be created
 * @param queueCount how many queues such a topic gets
 * @param maxTimeoutPerTryMillis caps one try when another one is possible; below 0 for no cap
 * @param compressFrom bodies of that length or more are compressed, bytes
 * @param triesSync how often a synchronous send is tried at most
 * @param triesAsync how often an asynchronous send is tried at most
 * @param retryWhenNotOk whether a message that is stored but not safe is sent again to another broker
 * @param retryCodes answers after which a synchronous send is tried again
 * @param longHeader whether headers have long names, for the oldest brokers
 * @param vipChannel whether sends go to the brokers' second port
 */
public record SendOptions(
        String createTopicKey,
        int queueCount,
        long maxTimeoutPerTryMillis,
        int compressFrom,
        Compression compression,
        int triesSync,
        int triesAsync,
        boolean retryWhenNotOk,
        Set<Integer> retryCodes,
        boolean unitMode,
        boolean longHeader,
        boolean vipChannel) {

    /** The values of a producer whose settings nobody touched. */
    public static final SendOptions DEFAULT = new SendOptions(
            "TBW102",
            4,
            -1,
            4096,
            Compression.ZLIB,
            3,
            3,
            false,
            Set.of(17, 14, 1, 2, 16, 204, 205, 1500),
            false,
            false,
            false);

    int tries(Manner manner) {
        return switch (manner) {
            case SYNC -> triesSync;
            case ASYNC -> triesAsync;
            case ONE_WAY -> 1;
        };
    }
}
