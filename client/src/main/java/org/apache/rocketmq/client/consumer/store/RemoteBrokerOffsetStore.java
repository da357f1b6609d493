package org.apache.rocketmq.client.consumer.store;

import io.apogeemq.client.consume.offset.Offsets;

/** Offsets that the broker keeps: those of a group whose members share the messages. */
public class RemoteBrokerOffsetStore extends EngineOffsetStore {

    /** Made by a consumer when it starts. */
    public RemoteBrokerOffsetStore(Offsets offsets) {
        super(offsets);
    }

    /** There is nothing to load: brokers are asked. */
    @Override
    public void load() {}
}
