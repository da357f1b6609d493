package org.apache.rocketmq.client.impl.consumer;

import io.apogeemq.client.consume.ConsumerSettings;
import io.apogeemq.client.consume.calls.BrokerCalls;
import io.apogeemq.client.consume.offset.LocalOffsets;
import io.apogeemq.client.consume.offset.Offsets;
import io.apogeemq.client.consume.offset.RemoteOffsets;
import io.apogeemq.client.core.ClientInstance;
import io.apogeemq.files.AtomicFile;
import java.nio.file.Path;
import org.apache.rocketmq.client.consumer.store.LocalFileOffsetStore;
import org.apache.rocketmq.client.consumer.store.OffsetStore;
import org.apache.rocketmq.client.consumer.store.RemoteBrokerOffsetStore;

/**
 * Where a consumer's offsets are kept: in the program's own store, by brokers, or in a file (spec/client.md 38).
 *
 * @param store what the program sees of them
 */
record GroupOffsets(Offsets engine, OffsetStore store) {

    /** @param own the program's store; null when it brings none */
    static GroupOffsets of(OffsetStore own, ClientInstance client, ConsumerSettings settings, BrokerCalls calls) {
        String pool = "offsets-" + settings.group() + "-";
        if (own != null) {
            return new GroupOffsets(new UserOffsets(own, client.loops().pool(pool, 1, Integer.MAX_VALUE)), own);
        }
        if (settings.clustering()) {
            Offsets remote = new RemoteOffsets(settings.group(), calls);
            return new GroupOffsets(remote, new RemoteBrokerOffsetStore(remote));
        }
        Path file = Path.of(
                LocalFileOffsetStore.LOCAL_OFFSET_STORE_DIR, settings.clientId(), settings.group(), "offsets.json");
        Offsets local = new LocalOffsets(new AtomicFile(file), client.loops().pool(pool, 1, 1 << 16));
        return new GroupOffsets(local, new LocalFileOffsetStore(local));
    }
}
