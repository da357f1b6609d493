package org.apache.rocketmq.client.trace;

import java.io.IOException;
import org.apache.rocketmq.client.AccessChannel;
import org.apache.rocketmq.client.exception.MQClientException;

/** Takes the traces of sends and consumptions and sends them on. */
public interface TraceDispatcher {

    /** Whose traces they are. */
    enum Type {
        PRODUCE,
        CONSUME
    }

    void start(String nameSrvAddr, AccessChannel accessChannel) throws MQClientException;

    /** False when it has no room. */
    boolean append(Object ctx);

    void flush() throws IOException;

    void shutdown();
}
