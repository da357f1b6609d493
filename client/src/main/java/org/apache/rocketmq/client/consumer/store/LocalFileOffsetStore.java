package org.apache.rocketmq.client.consumer.store;

import io.apogeemq.client.consume.offset.Offsets;

/** Offsets in a file on this machine: those of a consumer that gets all messages itself. */
public class LocalFileOffsetStore extends EngineOffsetStore {
    /** Below it lie {@code <client id>/<group>/offsets.json}. */
    public static final String LOCAL_OFFSET_STORE_DIR = System.getProperty(
            "rocketmq.client.localOffsetStoreDir", System.getProperty("user.home") + "/.rocketmq_offsets");

    /** Made by a consumer when it starts. */
    public LocalFileOffsetStore(Offsets offsets) {
        super(offsets);
    }
}
