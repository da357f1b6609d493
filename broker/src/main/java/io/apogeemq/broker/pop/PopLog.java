package io.apogeemq.broker.pop;

import io.apogeemq.protocol.body.BadBody;
import io.apogeemq.protocol.body.PopAck;
import io.apogeemq.protocol.body.PopCheckPoint;
import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.OutgoingRecord;
import io.apogeemq.protocol.message.PropertyKey;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.store.Store;
import io.apogeemq.store.StoreFailure;
import io.apogeemq.store.read.ReadRequest;
import io.apogeemq.store.read.ReadResult;
import io.apogeemq.store.segment.LeasedSlices;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of pops: a queue whose messages say what was handed out and what is done, in RocketMQ's form (spec/messages.md 19), so
 * that its broker finds what is out. Only its first queue is written.
 */
final class PopLog {
    private static final Logger log = LoggerFactory.getLogger(PopLog.class);

    /** Whose offset in it tells where a start reads on. */
    static final String GROUP = "CID_RMQ_SYS_REVIVE_GROUP";

    static final int QUEUE = 0;

    private static final String CHECK_POINT = "ck";
    private static final String ACK = "ack";
    private static final String BATCH_ACK = "bAck";
    private static final int READ_AT_ONCE = 1024;

    private final String topic;
    private final String brokerName;
    private final InetSocketAddress host;

    PopLog(String cluster, String brokerName, InetSocketAddress host) {
        this.topic = PopTopics.log(cluster);
        this.brokerName = brokerName;
        this.host = host;
    }

    String topic() {
        return topic;
    }

    /** Says that these were handed out. */
    OutgoingRecord handedOut(PopKey key, long invisibleMillis, boolean suspended, long[] offsets) {
        List<Integer> differences = new ArrayList<>();
        for (long offset : offsets) {
            differences.add(Math.toIntExact(offset - key.startOffset()));
        }
        PopCheckPoint body = new PopCheckPoint(
                0,
                brokerName,
                key.group(),
                differences,
                invisibleMillis,
                offsets.length,
                key.popMillis(),
                key.queueId(),
                0,
                key.startOffset(),
                suspended,
                key.topic());
        return record(CHECK_POINT, key.popMillis(), PopCheckPoint.BODY.write(body));
    }

    /** Says that these are done with. */
    OutgoingRecord done(PopKey key, List<Long> offsets, long nowMillis) {
        PopAck body = new PopAck(
                offsets.get(0),
                offsets.size() == 1 ? null : offsets,
                brokerName,
                key.group(),
                key.popMillis(),
                key.queueId(),
                key.startOffset(),
                key.topic());
        return record(offsets.size() == 1 ? ACK : BATCH_ACK, nowMillis, PopAck.BODY.write(body));
    }

    private OutgoingRecord record(String tag, long nowMillis, byte[] body) {
        OutgoingRecord record = new OutgoingRecord();
        record.set(topic, QUEUE, 0, 0, nowMillis, host, host, 0, 0, ByteBuffer.wrap(body));
        record.properties().put(PropertyKey.TAGS, tag);
        return record;
    }

    /**
     * Brings a ledger to where the log ends.
     *
     * @param each is told of everything that was handed out
     */
    void replay(Store store, long fromOffset, long end, PopLedger ledger, Consumer<PopBatch> each) throws StoreFailure {
        long next = fromOffset;
        while (next < end) {
            ReadResult read = store.read(topic, QUEUE, ReadRequest.from(next, READ_AT_ONCE));
            LeasedSlices records = read.messages();
            if (records != null) {
                try {
                    replay(records, ledger, each);
                } finally {
                    records.release();
                }
            }
            if (read.nextOffset() <= next) {
                return;
            }
            next = read.nextOffset();
        }
    }

    private static void replay(LeasedSlices records, PopLedger ledger, Consumer<PopBatch> each) {
        RecordReader reader = new RecordReader();
        MessageProperties properties = new MessageProperties();
        for (int i = 0; i < records.count(); i++) {
            ByteBuffer bytes = records.buffer(i);
            int at = 0;
            while (at < bytes.limit() && reader.read(bytes, at, bytes.limit() - at) == RecordReader.Found.RECORD) {
                reader.properties(properties);
                replay(reader, properties.get(PropertyKey.TAGS), ledger, each);
                at += reader.length();
            }
        }
    }

    private static void replay(RecordReader reader, @Nullable String tag, PopLedger ledger, Consumer<PopBatch> each) {
        try {
            if (CHECK_POINT.equals(tag)) {
                PopBatch batch = PopLedger.batch(PopCheckPoint.BODY.read(reader.body()), reader.queueOffset());
                ledger.add(batch);
                each.accept(batch);
            } else if (ACK.equals(tag) || BATCH_ACK.equals(tag)) {
                ledger.replay(PopAck.BODY.read(reader.body()));
            }
        } catch (BadBody e) {
            log.error(
                    "record {} of the log of pops cannot be understood and is left out: {}",
                    reader.queueOffset(),
                    e.getMessage());
        }
    }
}
