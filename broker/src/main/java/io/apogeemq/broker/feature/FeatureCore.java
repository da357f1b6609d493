package io.apogeemq.broker.feature;

import io.apogeemq.broker.group.ConnectedClients;
import io.apogeemq.broker.group.ConsumerOffsets;
import io.apogeemq.broker.group.GroupTable;
import io.apogeemq.broker.kept.TableStore;
import io.apogeemq.broker.settings.BrokerSettings;
import io.apogeemq.broker.topic.TopicCreation;
import io.apogeemq.broker.topic.TopicTable;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.store.Store;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * The parts of the broker that features stand on.
 *
 * @param settings as they are now
 * @param brokerPermission {@code brokerPermission} as it is now
 * @param control owns topics and groups
 * @param following owns the state of features that follow queues; it may wait for the disk
 * @param readers take whatever may have to wait for old messages
 * @param storeHost {@code brokerIP1:listenPort}, part of message ids
 * @param tables what is kept beside the log
 */
public record FeatureCore(
        Supplier<BrokerSettings> settings,
        IntSupplier brokerPermission,
        Clock clock,
        Loop control,
        Loop following,
        List<Loop> readers,
        InetSocketAddress storeHost,
        Store store,
        TableStore tables,
        TopicTable topics,
        TopicCreation creation,
        GroupTable groups,
        ConsumerOffsets offsets,
        ConnectedClients clients,
        Appender appender) {}
