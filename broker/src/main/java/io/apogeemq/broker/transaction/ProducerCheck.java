package io.apogeemq.broker.transaction;

import io.apogeemq.broker.group.ConnectedClient;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.header.CheckTransactionRequest;
import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.OffsetMessageId;
import io.apogeemq.protocol.message.OutgoingRecord;
import io.apogeemq.protocol.message.PropertyKey;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.remoting.Request;
import io.apogeemq.store.Store;
import io.apogeemq.store.StoreFailure;
import io.apogeemq.store.segment.LeasedSlices;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a producer what became of its transaction: CHECK_TRANSACTION_STATE 39, one-way (spec/requests.md). */
final class ProducerCheck {
    private static final Logger log = LoggerFactory.getLogger(ProducerCheck.class);

    private final Store store;
    private final RecordReader reader = new RecordReader();
    private final OutgoingRecord record = new OutgoingRecord();

    ProducerCheck(Store store) {
        this.store = store;
    }

    /** One of the group that is connected, by turns; null when none is. */
    @Nullable
    ConnectedClient producer(Collection<ConnectedClient> group, Half half) {
        List<ConnectedClient> open =
                group.stream().filter(each -> each.peer().isOpen()).toList();
        return open.isEmpty() ? null : open.get(Math.floorMod(half.offset, open.size()));
    }

    /** Shows it the message, as it will be, and where its half lies now. */
    void ask(ConnectedClient producer, Half half, HalfWriter.Written now) {
        try (LeasedMessage message = LeasedMessage.at(store, now.position())) {
            if (message == null || !message.read(reader)) {
                log.error("the half message at {} is gone before its producer could be asked", now.position());
                return;
            }
            HalfWriter.copy(reader, record, 0);
            MessageProperties properties = record.properties();
            String topic = properties.get(PropertyKey.REAL_TOPIC);
            long queueId = Half.number(properties.get(PropertyKey.REAL_QUEUE_ID), Integer.MAX_VALUE);
            if (topic == null || queueId < 0) {
                log.error("the half message at {} does not say where it was sent to", half.position);
                return;
            }
            String id = properties.get(PropertyKey.UNIQUE_ID);
            record.redirect(topic, (int) queueId);
            record.encode();
            record.place(now.offset(), now.position(), now.storeMillis());
            CheckTransactionRequest check = new CheckTransactionRequest(
                    topic,
                    now.offset(),
                    now.position(),
                    id,
                    id,
                    OffsetMessageId.text(reader.storeHost(), now.position()));
            producer.peer()
                    .send(Request.of(
                            RequestCode.CHECK_TRANSACTION_STATE,
                            CheckTransactionRequest.CODEC,
                            check,
                            record.toBytes()));
        } catch (StoreFailure e) {
            log.error("the half message at {} cannot be read for its producer: {}", now.position(), e.getMessage());
        } finally {
            record.clear();
        }
    }

    /** A message in the log, held while it is read. */
    private record LeasedMessage(LeasedSlices slices) implements AutoCloseable {
        static @Nullable LeasedMessage at(Store store, long position) throws StoreFailure {
            LeasedSlices slices = store.record(position);
            return slices == null ? null : new LeasedMessage(slices);
        }

        boolean read(RecordReader reader) {
            ByteBuffer bytes = slices.buffer(0);
            return reader.read(bytes, 0, bytes.limit()) == RecordReader.Found.RECORD;
        }

        @Override
        public void close() {
            slices.release();
        }
    }
}
