package io.apogeemq.broker.handler;

import io.apogeemq.protocol.message.BatchBody;
import io.apogeemq.protocol.message.OffsetMessageId;
import io.apogeemq.protocol.message.OutgoingBatch;
import io.apogeemq.protocol.message.OutgoingRecord;
import java.net.InetSocketAddress;

/** What the sends of one loop share, because only one of them is at work at a time. */
final class SendScratch {
    private final OutgoingRecord record = new OutgoingRecord();
    private final OutgoingBatch batch = new OutgoingBatch();
    private final BatchBody items = new BatchBody();
    private final byte[] messageId;

    SendScratch(InetSocketAddress storeHost) {
        this.messageId = OffsetMessageId.template(storeHost);
    }

    OutgoingRecord record() {
        return record;
    }

    OutgoingBatch batch() {
        return batch;
    }

    BatchBody items() {
        return items;
    }

    /** The offset id of the message that lies there, ASCII; valid until the next one is asked for. */
    byte[] messageId(long position) {
        OffsetMessageId.write(messageId, position);
        return messageId;
    }
}
