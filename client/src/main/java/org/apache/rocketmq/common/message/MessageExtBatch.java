package org.apache.rocketmq.common.message;

import java.nio.ByteBuffer;

/** A batch on its way into a store. */
public class MessageExtBatch extends MessageExtBrokerInner {
    private static final long serialVersionUID = -2353110995348498537L;

    /** Whether it is stored as one message. */
    private boolean isInnerBatch;

    /** The batch's items. */
    public ByteBuffer wrap() {
        return ByteBuffer.wrap(getBody());
    }

    public boolean isInnerBatch() {
        return isInnerBatch;
    }

    public void setInnerBatch(boolean innerBatch) {
        isInnerBatch = innerBatch;
    }
}
