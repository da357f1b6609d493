package io.apogeemq.broker.delay;

import io.apogeemq.broker.feature.Appender;
import io.apogeemq.concurrent.Cancellable;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.protocol.message.OutgoingRecord;
import io.apogeemq.protocol.message.PropertyKey;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.store.Store;
import io.apogeemq.store.StoreFailure;
import io.apogeemq.store.log.AppendResult;
import io.apogeemq.store.queue.ConsumeQueue;
import io.apogeemq.store.queue.QueueUnit;
import io.apogeemq.store.read.ReadRequest;
import io.apogeemq.store.read.ReadResult;
import io.apogeemq.store.segment.LeasedSlices;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One delay level: messages wait in its queue in the order in which they become due, because all wait equally long. What is
 * due is appended again, to the queue that it was sent to.
 *
 * <pre>
 *   IDLE ──(the queue grows)──► WAITING ──(the first is due)──► CONFIRMING ──(it is written)──► IDLE | WAITING
 * </pre>
 *
 * A message that is appended again names the offset at which its level goes on, in the field that a committed transaction has
 * for its half message. So a start after a crash finds in the log what was delivered.
 */
@OwnedBy("following")
final class DelayLevel {
    private static final Logger log = LoggerFactory.getLogger(DelayLevel.class);

    private static final int MOST_AT_ONCE = 256;

    /** After a failure, and while the disk refuses messages. */
    private static final long AGAIN_MILLIS = 1000;

    private static final long NOBODY = Long.MAX_VALUE;

    private final ConsumeQueue queue;
    private final long delayMillis;
    private final Store store;
    private final Appender appender;
    private final Loop loop;
    private final Clock clock;
    private final ByteBuffer units = ByteBuffer.allocate(MOST_AT_ONCE * QueueUnit.UNIT_LENGTH);
    private final OutgoingRecord record = new OutgoingRecord();
    private final RecordReader reader = new RecordReader();

    private long nextOffset;
    /** Delivered and confirmed: below {@code nextOffset} while a confirmation is waited for. */
    private long deliveredTo;
    /** Where the log ended before the first append that is not confirmed. */
    private long openFrom = NOBODY;

    private long deliveredEnd;
    private boolean confirming;
    private boolean stopped;
    private @Nullable Cancellable timer;
    private @Nullable Runnable onQuiet;
    private volatile boolean idle;

    /** @param delayMillis of the level; nothing waits longer, whatever its unit says */
    DelayLevel(ConsumeQueue queue, long delayMillis, Store store, Appender appender, Loop loop, Clock clock) {
        this.queue = queue;
        this.delayMillis = delayMillis;
        this.store = store;
        this.appender = appender;
        this.loop = loop;
        this.clock = clock;
    }

    int level() {
        return queue.name().queueId() + 1;
    }

    /** Where to go on after a restart. On its loop. */
    long deliveredTo() {
        return deliveredTo;
    }

    /** Where the log ended when the oldest delivery began that is under way, or {@link Long#MAX_VALUE}. On its loop. */
    long openFrom() {
        return openFrom;
    }

    /** Where the last confirmed delivery ends in the log. On its loop. */
    long deliveredEnd() {
        return deliveredEnd;
    }

    /** Begins. On its loop. */
    void start(long fromOffset) {
        nextOffset = Math.max(fromOffset, queue.minOffset());
        deliveredTo = nextOffset;
        queue.watch(this::grown);
        look();
    }

    /** Begins nothing more. On its loop. */
    void stop(Runnable whenQuiet) {
        stopped = true;
        cancelTimer();
        if (confirming) {
            onQuiet = whenQuiet;
        } else {
            whenQuiet.run();
        }
    }

    /** Whichever thread has written. */
    private void grown(ConsumeQueue grown, long maxOffset) {
        if (idle) {
            idle = false;
            try {
                loop.execute(this::look);
            } catch (RejectedExecutionException e) {
                log.debug("the loop has stopped; level {} goes on after a restart", level());
            }
        }
    }

    private void look() {
        idle = false;
        cancelTimer();
        if (stopped || confirming) {
            return;
        }
        try {
            long wait = untilDue();
            if (wait > 0) {
                timer = loop.schedule(wait, this::look);
            } else if (wait == 0) {
                deliver();
            } else {
                rest();
            }
        } catch (StoreFailure | IOException e) {
            log.error(
                    "delayed messages of level {} cannot be read at {}: {}; they are tried again in {} ms",
                    level(),
                    nextOffset,
                    e.getMessage(),
                    AGAIN_MILLIS);
            timer = loop.schedule(AGAIN_MILLIS, this::look);
        }
    }

    /** Nothing waits. Says so, then looks once more: what grew before was not told. */
    private void rest() {
        idle = true;
        if (queue.maxOffset() > nextOffset) {
            loop.execute(this::look);
        }
    }

    private void cancelTimer() {
        Cancellable ahead = timer;
        timer = null;
        if (ahead != null) {
            ahead.cancel();
        }
    }

    /** How long the next message still waits, ms: 0 when it is due, negative when there is none. */
    private long untilDue() throws IOException {
        nextOffset = Math.max(nextOffset, queue.minOffset());
        if (queue.read(nextOffset, 1, units) == 0) {
            return -1;
        }
        return Math.max(0, wait(0, clock.millis()));
    }

    private long wait(int index, long now) {
        long wait = units.getLong(index * QueueUnit.UNIT_LENGTH + QueueUnit.TAG_CODE_AT) - now;
        // further away than the level is long: the clock was set back, or the level was longer once
        return wait > delayMillis ? 0 : wait;
    }

    private void deliver() throws StoreFailure, IOException {
        int there = queue.read(nextOffset, MOST_AT_ONCE, units);
        long now = clock.millis();
        int due = 0;
        while (due < there && wait(due, now) <= 0) {
            due++;
        }
        ReadResult read = store.read(queue, ReadRequest.from(nextOffset, Math.max(1, due)));
        LeasedSlices messages = read.messages();
        openFrom = store.appended().get();
        boolean all = true;
        if (messages != null) {
            try {
                all = appendAll(messages);
            } finally {
                messages.release();
            }
        }
        if (all) {
            // behind what is damaged or gone too
            nextOffset = Math.max(nextOffset, read.nextOffset());
        }
        confirm(all);
    }

    /** False when the log takes no more for now; the message where it stopped is the next. */
    private boolean appendAll(LeasedSlices messages) {
        for (int i = 0; i < messages.count(); i++) {
            ByteBuffer bytes = messages.buffer(i);
            int at = 0;
            while (at < bytes.limit() && reader.read(bytes, at, bytes.limit() - at) == RecordReader.Found.RECORD) {
                if (!append()) {
                    return false;
                }
                nextOffset = reader.queueOffset() + 1;
                at += reader.length();
            }
        }
        return true;
    }

    private boolean append() {
        record.set(
                "",
                0,
                reader.flag(),
                reader.sysFlag(),
                reader.bornMillis(),
                reader.bornHost(),
                reader.storeHost(),
                reader.reconsumeTimes(),
                reader.queueOffset() + 1,
                reader.body());
        reader.properties(record.properties());
        String topic = record.properties().get(PropertyKey.REAL_TOPIC);
        String queueId = record.properties().get(PropertyKey.REAL_QUEUE_ID);
        if (topic == null || queueId == null || !queueId.matches("[0-9]{1,9}")) {
            log.error("message {} of level {} does not say where it was sent to: it is left out", nextOffset, level());
            return true;
        }
        record.redirect(topic, Integer.parseInt(queueId));
        try {
            AppendResult result = store.append(record);
            if (result == AppendResult.APPENDED) {
                deliveredEnd = record.endPosition();
            }
            return result == AppendResult.APPENDED;
        } catch (IllegalArgumentException e) {
            log.error(
                    "message {} of level {} cannot be delivered to {}: {}; it is left out",
                    nextOffset,
                    level(),
                    topic,
                    e.getMessage());
            return true;
        } finally {
            record.clear();
        }
    }

    private void confirm(boolean all) {
        if (deliveredEnd <= openFrom) {
            // nothing was appended
            finish(all);
            return;
        }
        confirming = true;
        appender.confirmHere(deliveredEnd, loop, missing -> {
            if (missing != null) {
                // the disk refuses writes: what is appended is written when it takes them again
                confirm(all);
            } else {
                finish(all);
            }
        });
    }

    private void finish(boolean all) {
        confirming = false;
        openFrom = NOBODY;
        deliveredTo = nextOffset;
        Runnable quiet = onQuiet;
        if (quiet != null) {
            quiet.run();
        } else if (all) {
            look();
        } else if (store.refusal() != null || !store.whenWritable(loop, this::look)) {
            timer = loop.schedule(AGAIN_MILLIS, this::look);
        }
    }
}
