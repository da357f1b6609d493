package io.apogeemq.broker.pop;

import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.PopAnswer;
import io.apogeemq.protocol.message.OutgoingRecord;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.remoting.Reply;
import io.apogeemq.store.segment.LeasedSlices;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** The answer to a pop while it is put together: messages of several queues, and where they lie. Not thread-safe. */
final class PopAnswers {
    private static final String HANDLE = "POP_CK";

    private final String topic;
    private final String brokerName;
    private final long popMillis;
    private final long invisibleMillis;
    private final int reviveQueueId;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final StringJoiner starts = new StringJoiner(";");
    private final StringJoiner messages = new StringJoiner(";");
    private final StringJoiner counts = new StringJoiner(";");
    private int count;
    private long rest;

    PopAnswers(String topic, String brokerName, long popMillis, long invisibleMillis, int reviveQueueId) {
        this.topic = topic;
        this.brokerName = brokerName;
        this.popMillis = popMillis;
        this.invisibleMillis = invisibleMillis;
        this.reviveQueueId = reviveQueueId;
    }

    long popMillis() {
        return popMillis;
    }

    int count() {
        return count;
    }

    void rest(long more) {
        rest += more;
    }

    /** The offsets of the messages that were read. */
    static long[] offsets(LeasedSlices records) {
        List<Long> offsets = new ArrayList<>();
        forEach(records, (reader, bytes, at) -> offsets.add(reader.queueOffset()));
        return offsets.stream().mapToLong(Long::longValue).toArray();
    }

    /** Messages of one queue, which begin at that offset. */
    void add(String retry, int queueId, long startOffset, long[] offsets, LeasedSlices records) {
        starts.add(retry + " " + queueId + " " + startOffset);
        StringJoiner list = new StringJoiner(",");
        for (long offset : offsets) {
            list.add(Long.toString(offset));
        }
        messages.add(retry + " " + queueId + " " + list);
        count += offsets.length;
        forEach(records, (reader, bytes, at) -> {
            if (retry.equals(PopTopics.NORMAL)) {
                byte[] copy = new byte[reader.length()];
                bytes.get(at, copy);
                body.writeBytes(copy);
            } else {
                body.writeBytes(ofTopic(reader, retry, queueId, startOffset));
            }
        });
    }

    /** How often each was handed out before. */
    void counts(String retry, int queueId, long[] offsets, List<Integer> before) {
        for (int i = 0; i < offsets.length; i++) {
            counts.add(retry + " qo" + queueId + "%" + offsets[i] + " " + before.get(i));
        }
    }

    /** Clients know nothing of retry topics: the message looks as if it lay in its own, and brings its handle. */
    private byte[] ofTopic(RecordReader reader, String retry, int queueId, long startOffset) {
        OutgoingRecord record = new OutgoingRecord();
        record.set(
                topic,
                queueId,
                reader.flag(),
                reader.sysFlag(),
                reader.bornMillis(),
                reader.bornHost(),
                reader.storeHost(),
                reader.reconsumeTimes(),
                reader.preparedPosition(),
                reader.body());
        reader.properties(record.properties());
        record.properties()
                .put(
                        HANDLE,
                        new PopHandle(
                                        startOffset,
                                        popMillis,
                                        invisibleMillis,
                                        reviveQueueId,
                                        retry,
                                        brokerName,
                                        queueId,
                                        reader.queueOffset())
                                .text());
        record.encode();
        record.place(reader.queueOffset(), reader.position(), reader.storeMillis());
        return record.toBytes();
    }

    Reply reply() {
        PopAnswer header = new PopAnswer(
                popMillis,
                invisibleMillis,
                reviveQueueId,
                rest,
                starts.toString(),
                messages.toString(),
                counts.length() == 0 ? null : counts.toString());
        return Reply.of(
                ResponseCode.SUCCESS,
                "FOUND",
                PopAnswer.CODEC,
                header,
                io.apogeemq.protocol.frame.Payload.of(body.toByteArray()));
    }

    private interface Visitor {
        void visit(RecordReader reader, ByteBuffer bytes, int at);
    }

    private static void forEach(LeasedSlices records, Visitor visitor) {
        RecordReader reader = new RecordReader();
        for (int i = 0; i < records.count(); i++) {
            ByteBuffer bytes = records.buffer(i);
            int at = 0;
            while (at < bytes.limit() && reader.read(bytes, at, bytes.limit() - at) == RecordReader.Found.RECORD) {
                visitor.visit(reader, bytes, at);
                at += reader.length();
            }
        }
    }
}
