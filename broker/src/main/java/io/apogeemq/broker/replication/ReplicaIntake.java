package io.apogeemq.broker.replication;

import io.apogeemq.broker.settings.ReplicaSettings;
import io.apogeemq.concurrent.Cancellable;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.concurrent.Position;
import io.apogeemq.protocol.admin.BrokerReports;
import io.apogeemq.protocol.frame.BadFrame;
import io.apogeemq.remoting.Connection;
import io.apogeemq.remoting.ConnectionHandler;
import io.apogeemq.store.Store;
import io.apogeemq.store.log.BadLeaderBytes;
import io.apogeemq.store.log.Durability;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the master's log over one connection: chunks come in, whole records go to the store, and when they are there it
 * reports how far it has come. While the store has no room it does not read, so the master waits.
 */
@OwnedBy("the connection's loop")
final class ReplicaIntake implements ConnectionHandler {
    private static final Logger log = LoggerFactory.getLogger(ReplicaIntake.class);

    private static final int FIRST_BUFFER = 512 << 10;

    /** Beside the longest record and the one that belongs to it: what one read brings. */
    private static final int READ_ROOM = 1 << 20;

    private static final int LARGEST_BUFFER = 512 << 20;
    private static final long AGAIN_MILLIS = 1000;

    private final Connection connection;
    private final Store store;
    private final Durability durability;
    private final Position safe;
    private final Clock clock;
    private final ReplicaSettings rules;
    private final Consumer<String> onGone;
    private final Rate rate;
    private final ByteBuffer head = ByteBuffer.allocate(HaFrame.HEAD_LENGTH);
    private final byte[] report = new byte[HaFrame.REPORT_LENGTH];

    /** Bytes of the log that are not appended yet; they begin where the store's log ends. */
    private ByteBuffer waiting = ByteBuffer.allocate(FIRST_BUFFER);

    private @Nullable Cancellable watch;
    private int chunkLeft;
    private long reported = -1;
    private long asked;
    private boolean paused;
    private boolean refusalTold;
    private volatile boolean closed;
    private long lastHeard;
    private long lastReport;
    private volatile long heardMillis;
    private volatile long reportMillis;

    /**
     * @param toDisk whether only what is on the disk is reported
     * @param onGone told when the connection has ended, and why
     */
    ReplicaIntake(
            Connection connection,
            Store store,
            boolean toDisk,
            Clock clock,
            ReplicaSettings rules,
            Consumer<String> onGone) {
        this.connection = connection;
        this.store = store;
        this.durability = toDisk ? Durability.ON_DISK : Durability.MEMORY;
        this.safe = toDisk ? store.flushed() : store.written();
        this.clock = clock;
        this.rules = rules;
        this.onGone = onGone;
        this.rate = new Rate(clock);
        this.asked = store.appended().get();
        this.lastHeard = clock.nanos();
        this.lastReport = lastHeard;
        watch();
    }

    /** Says for the first time how far it is, which is what the master waits for. Any thread. */
    void begin() {
        connection.loop().execute(() -> {
            if (!closed) {
                report();
            }
        });
    }

    /** How it goes. Any thread. */
    BrokerReports.FollowerOwn status(String leader) {
        return new BrokerReports.FollowerOwn(
                !closed, heardMillis, reportMillis, leader, 0, store.written().get(), rate.perSecond());
    }

    void close(String why) {
        connection.close(why);
    }

    // ---- what comes

    @Override
    public void onFrame(ByteBuffer bytes) throws BadFrame {
        lastHeard = clock.nanos();
        heardMillis = clock.millis();
        rate.add(bytes.remaining());
        while (bytes.hasRemaining() && !closed) {
            if (chunkLeft == 0) {
                readHead(bytes);
            } else {
                readBody(bytes);
            }
        }
    }

    private void readHead(ByteBuffer bytes) throws BadFrame {
        while (head.hasRemaining() && bytes.hasRemaining()) {
            head.put(bytes.get());
        }
        if (head.hasRemaining()) {
            return;
        }
        head.clear();
        long position = head.getLong(HaFrame.POSITION_AT);
        int length = head.getInt(HaFrame.LENGTH_AT);
        long expected = store.appended().get() + waiting.position();
        if (length < 0) {
            throw new BadFrame("the master sent a chunk of " + length + " bytes");
        }
        if (length > 0 && position != expected) {
            throw new BadFrame("the master sent what lies at " + position + ", this slave needs what lies at "
                    + expected + (expected == 0 ? ": its store is empty, the master's log begins later" : ""));
        }
        chunkLeft = length;
    }

    private void readBody(ByteBuffer bytes) throws BadFrame {
        int length = Math.min(chunkLeft, bytes.remaining());
        makeRoom(length);
        waiting.put(waiting.position(), bytes, bytes.position(), length);
        waiting.position(waiting.position() + length);
        bytes.position(bytes.position() + length);
        chunkLeft -= length;
    }

    private void makeRoom(int length) throws BadFrame {
        if (waiting.remaining() >= length) {
            return;
        }
        long needed = (long) waiting.position() + length;
        long most = Math.min(LARGEST_BUFFER, 2L * store.raw().longest() + READ_ROOM);
        if (needed > most) {
            throw new BadFrame("the master sent " + needed + " bytes in which no record ends");
        }
        ByteBuffer larger = ByteBuffer.allocate((int) Math.min(most, Math.max(needed, 2L * waiting.capacity())));
        waiting = larger.put(waiting.flip());
    }

    @Override
    public void onReadEnd() {
        if (!paused && !closed) {
            append();
        }
    }

    private void append() {
        waiting.flip();
        try {
            switch (store.raw().append(waiting)) {
                case APPENDED -> {
                    if (refusalTold) {
                        refusalTold = false;
                        log.info("the master's log is taken again");
                    }
                }
                case NO_ROOM -> {
                    pause();
                    if (!store.whenWritable(connection.loop(), this::goOn)) {
                        connection.loop().schedule(AGAIN_MILLIS, this::goOn);
                    }
                }
                case REFUSED -> {
                    pause();
                    if (!refusalTold) {
                        refusalTold = true;
                        log.error(
                                "the master's log is not taken for now: {}",
                                store.raw().refusal());
                    }
                    connection.loop().schedule(AGAIN_MILLIS, this::goOn);
                }
                case TOPIC_REMADE -> {
                    pause();
                    String topic = store.raw().topic();
                    log.info("the topic {} was deleted and made again at the master: its queues begin anew", topic);
                    store.deleteTopic(topic, () -> connection.loop().execute(this::goOn));
                }
            }
        } catch (BadLeaderBytes e) {
            log.error("{} is followed no further: {}", connection.remote(), e.getMessage());
            connection.close(String.valueOf(e.getMessage()));
        } finally {
            waiting.compact();
        }
        confirm();
    }

    private void pause() {
        paused = true;
        connection.reading(false);
    }

    private void goOn() {
        if (closed || !paused) {
            return;
        }
        paused = false;
        append();
        if (!paused) {
            connection.reading(true);
        }
    }

    // ---- what it says

    private void confirm() {
        long end = store.appended().get();
        if (end > asked) {
            asked = end;
            store.confirmations().await(end, durability, connection.loop(), missing -> {
                if (!closed && safe.get() > reported) {
                    report();
                }
            });
        }
    }

    private void report() {
        reported = safe.get();
        lastReport = clock.nanos();
        reportMillis = clock.millis();
        ByteBuffer.wrap(report).putLong(reported);
        connection.write(report, report.length, null);
        connection.flush();
    }

    private void watch() {
        watch = connection.loop().schedule(Math.min(rules.heartbeatMillis(), rules.silentMillis()), () -> {
            if (closed) {
                return;
            }
            long now = clock.nanos();
            if (!paused && now - lastHeard >= TimeUnit.MILLISECONDS.toNanos(rules.silentMillis())) {
                connection.close(
                        "the master said nothing for " + rules.silentMillis() + " ms (haHousekeepingInterval)");
                return;
            }
            if (reported >= 0 && now - lastReport >= TimeUnit.MILLISECONDS.toNanos(rules.heartbeatMillis())) {
                report();
            }
            watch();
        });
    }

    @Override
    public void onWritable() {
        // a report is a few bytes: it is never held back
    }

    @Override
    public void onClosed(String why) {
        closed = true;
        if (watch != null) {
            watch.cancel();
        }
        onGone.accept(why);
    }
}
