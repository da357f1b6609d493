package io.apogeemq.broker.transaction;

import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.protocol.message.TopicNames;
import io.apogeemq.store.Store;
import io.apogeemq.store.StoreFailure;
import io.apogeemq.store.queue.ConsumeQueue;
import io.apogeemq.store.queue.QueueUnit;
import io.apogeemq.store.queue.QueueWatcher;
import io.apogeemq.store.read.ReadRequest;
import io.apogeemq.store.read.ReadResult;
import io.apogeemq.store.segment.LeasedSlices;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * The half queue and the queue of ends, read into a ledger. An end names the offsets of half messages in its body, with a
 * comma behind each or, from brokers of 4.x, a single one without (spec/messages.md 15); both are read. Blocks: it may wait
 * for the disk.
 */
final class HalfQueue {
    private static final int MOST_AT_ONCE = 256;

    private final Store store;
    private final ConsumeQueue halves;
    private final ConsumeQueue ends;
    private final ByteBuffer unit = ByteBuffer.allocate(QueueUnit.UNIT_LENGTH);
    private final RecordReader reader = new RecordReader();
    private final MessageProperties properties = new MessageProperties();

    HalfQueue(Store store) {
        this.store = store;
        this.halves = store.queueForAppend(TopicNames.HALF, 0);
        this.ends = store.queueForAppend(TopicNames.OP_HALF, 0);
    }

    void watch(QueueWatcher watcher) {
        halves.watch(watcher);
    }

    /** The offset that the next half message gets, as far as it can be read. Any thread. */
    long end() {
        return halves.maxOffset();
    }

    /**
     * Shows the half messages from an offset on, some at once, in order.
     *
     * @return where to read on; the same offset when there are none
     */
    long read(long from, Consumer<Half> each) throws StoreFailure {
        return read(halves, from, record -> each.accept(Half.of(record, properties)));
    }

    /** Shows the offsets that the ends from that one on name. */
    void readEnds(long from, LongConsumer each) throws StoreFailure {
        long at = from;
        long next = read(ends, at, record -> ended(record, each));
        while (next > at) {
            at = next;
            next = read(ends, at, record -> ended(record, each));
        }
    }

    private long read(ConsumeQueue queue, long from, Consumer<RecordReader> each) throws StoreFailure {
        long first = Math.max(from, queue.minOffset());
        ReadResult read = store.read(queue, ReadRequest.from(first, MOST_AT_ONCE));
        LeasedSlices messages = read.messages();
        if (messages == null) {
            return Math.max(first, Math.min(read.nextOffset(), queue.maxOffset()));
        }
        try {
            for (int i = 0; i < messages.count(); i++) {
                ByteBuffer bytes = messages.buffer(i);
                int at = 0;
                while (at < bytes.limit() && reader.read(bytes, at, bytes.limit() - at) == RecordReader.Found.RECORD) {
                    each.accept(reader);
                    at += reader.length();
                }
            }
        } finally {
            messages.release();
        }
        return read.nextOffset();
    }

    private static void ended(RecordReader record, LongConsumer each) {
        String body = StandardCharsets.US_ASCII.decode(record.body()).toString();
        for (String text : body.split(",")) {
            long offset = Half.number(text.strip(), Long.MAX_VALUE);
            if (offset >= 0) {
                each.accept(offset);
            }
        }
    }

    /** The first end that can name the half message or a later one: it lies behind it in the log. */
    long firstEndAfter(long halfOffset) throws StoreFailure {
        if (halfOffset >= halves.maxOffset()) {
            return ends.maxOffset();
        }
        long position = position(halves, halfOffset);
        long low = ends.minOffset();
        long high = ends.maxOffset();
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (position(ends, middle) < position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private long position(ConsumeQueue queue, long offset) throws StoreFailure {
        try {
            return queue.read(offset, 1, unit) == 0 ? -1 : QueueUnit.position(unit, 0);
        } catch (IOException e) {
            throw new StoreFailure(
                    "the queue " + queue.name() + " cannot be read at " + offset + ": " + e.getMessage(), e);
        }
    }
}
