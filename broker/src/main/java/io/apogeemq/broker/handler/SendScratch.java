package io.apogeemq.broker.handler;

import io.apogeemq.broker.feature.Appender;
import io.apogeemq.broker.feature.SendContext;
import io.apogeemq.concurrent.Position;
import io.apogeemq.protocol.message.BatchBody;
import io.apogeemq.protocol.message.OffsetMessageId;
import io.apogeemq.protocol.message.OutgoingBatch;
import io.apogeemq.protocol.message.OutgoingRecord;
import io.apogeemq.remoting.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** What the sends of one loop share, because only one of them is at work at a time. */
final class SendScratch {
    private final OutgoingRecord record = new OutgoingRecord();
    private final SendContext context = new SendContext(record);
    private final OutgoingBatch batch = new OutgoingBatch();
    private final BatchBody items = new BatchBody();
    private final byte[] messageId;
    private final AtomicLong sends = new AtomicLong();

    private final byte[] region;
    private final BooleanSupplier traceOn;

    private final Appender appender;

    SendScratch(SendMarks marks, BooleanSupplier traceOn, Appender appender) {
        this.appender = appender;
        this.messageId = OffsetMessageId.template(marks.storeHost());
        this.region = marks.region().getBytes(StandardCharsets.UTF_8);
        this.traceOn = traceOn;
    }

    /** One more send; on the loop. Without a fence: whoever counts may be late. */
    void countSend() {
        sends.lazySet(sends.getPlain() + 1);
    }

    /** How many sends came on the loop. Any thread. */
    long sends() {
        return sends.get();
    }

    byte[] region() {
        return region;
    }

    /** What a sender is told whose message is stored, but not as durable as promised. */
    Refusal late(Position missing) {
        return appender.late(missing);
    }

    boolean isTraceOn() {
        return traceOn.getAsBoolean();
    }

    OutgoingRecord record() {
        return record;
    }

    SendContext context() {
        return context;
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
