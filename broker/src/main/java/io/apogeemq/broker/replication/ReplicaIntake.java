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
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
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
    private static final long NOT_PROBING = -1;
    private static final long PROBE_MILLIS = 3000;

    private final Connection connection;
    private final Store store;
    private final Durability durability;
    private final Position safe;
    private final Clock clock;
    private final ReplicaSettings rules;
    private final CommonEnd commonEnd;
    private final Rate rate;
    private final ByteBuffer head = ByteBuffer.allocate(HaFrame.HEAD_LENGTH);
    private final byte[] report = new byte[HaFrame.REPORT_LENGTH];

    /** Bytes of the log that are not appended yet; they begin where the store's log ends. */
    private ByteBuffer waiting = ByteBuffer.allocate(FIRST_BUFFER);

    private @Nullable Cancellable watch;
    private int chunkLeft;
    private long reported = -1;
    private long asked;
    private @Nullable Overlap overlap;
    private long probedAt = NOT_PROBING;
    private boolean paused;
    private boolean refusalTold;
    private volatile boolean closed;
    private long lastHeard;
    private long lastReport;
    private volatile long heardMillis;
    private volatile long reportMillis;

    /**
     * @param toDisk whether only what is on the disk is reported
     * @param commonEnd told when the logs are not the same, and when the connection has ended
     */
    ReplicaIntake(
            Connection connection,
            Store store,
            boolean toDisk,
            Clock clock,
            ReplicaSettings rules,
            CommonEnd commonEnd) {
        this.connection = connection;
        this.store = store;
        this.durability = toDisk ? Durability.ON_DISK : Durability.MEMORY;
        this.safe = toDisk ? store.flushed() : store.written();
        this.clock = clock;
        this.rules = rules;
        this.commonEnd = commonEnd;
        this.rate = new Rate(clock);
        this.asked = store.appended().get();
        this.lastHeard = clock.nanos();
        this.lastReport = lastHeard;
        watch();
    }

    /**
     * Says for the first time where the master is to begin, which is what that waits for. What lies here from there on is compared
     * before anything is appended, and only then reported. Any thread.
     *
     * @param from below the end of this log; its end when there is nothing to compare
     */
    void begin(long from) {
        onLoop(() -> {
            long end = store.appended().get();
            if (store.written().get() < end) {
                store.confirmations().await(end, Durability.MEMORY, connection.loop(), missing -> begin(from));
                return;
            }
            overlap = new Overlap(store, Math.min(from, end), end);
            report();
        });
    }

    /**
     * The same for an empty log that begins at 0 and a master that understands 0 as "your last file": has it begin at 1. The byte
     * before is the first one of a record's length, and no record is so long that it would not be 0; if it were, the record
     * would not be taken.
     */
    void beginBehindFirstByte() {
        onLoop(() -> {
            waiting.put((byte) 0);
            overlap = new Overlap(store, 1, 1);
            report();
        });
    }

    /** Asks whether the master has anything there, and nothing more. Any thread. */
    void probe(long position) {
        onLoop(() -> {
            probedAt = position;
            report();
            connection.loop().schedule(PROBE_MILLIS, () -> connection.close("nothing came from " + position));
        });
    }

    private void onLoop(Runnable task) {
        connection.loop().execute(() -> {
            if (!closed) {
                task.run();
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
        if (length < 0) {
            throw new BadFrame("the master sent a chunk of " + length + " bytes");
        }
        if (length == 0) {
            masterIsAt(position);
        } else {
            requireExpected(position);
        }
        chunkLeft = length;
    }

    private void requireExpected(long position) throws BadFrame {
        long expected = expected();
        if (position == expected) {
            return;
        }
        if (probedAt != NOT_PROBING || (store.appended().get() == 0 && waiting.position() == 0)) {
            commonEnd.masterSendsFrom(position);
            throw new BadFrame("the master begins at " + position);
        }
        throw new BadFrame("the master sent what lies at " + position + ", this slave needs what lies at " + expected);
    }

    /** Where what comes next must lie. */
    private long expected() {
        Overlap compared = overlap;
        if (probedAt != NOT_PROBING) {
            return NOT_PROBING;
        }
        return compared != null && !compared.isOver()
                ? compared.at()
                : store.appended().get() + waiting.position();
    }

    /** It has nothing to send from there on. */
    private void masterIsAt(long position) throws BadFrame {
        Overlap compared = overlap;
        if (compared != null && !compared.isOver() && position <= compared.at()) {
            commonEnd.masterEnds(compared.from(), position);
            throw new BadFrame("the master's log ends at " + position + ", this one later");
        }
        if (compared != null && compared.isOver() && position == expected() && waiting.position() == 0) {
            commonEnd.caughtUp();
        }
    }

    private void readBody(ByteBuffer bytes) throws BadFrame {
        Overlap compared = overlap;
        if (compared != null && !compared.isOver()) {
            compare(compared, bytes);
            return;
        }
        int length = Math.min(chunkLeft, bytes.remaining());
        makeRoom(length);
        waiting.put(waiting.position(), bytes, bytes.position(), length);
        waiting.position(waiting.position() + length);
        bytes.position(bytes.position() + length);
        chunkLeft -= length;
    }

    private void compare(Overlap compared, ByteBuffer bytes) throws BadFrame {
        int before = bytes.position();
        try {
            if (!compared.isSame(bytes, Math.min(chunkLeft, bytes.remaining()))) {
                commonEnd.differ(compared.from(), compared.at());
                throw new BadFrame("the master's log is another one at " + compared.at());
            }
        } catch (IOException e) {
            throw new BadFrame("this slave's log cannot be read at " + compared.at() + ": " + e.getMessage());
        }
        chunkLeft -= bytes.position() - before;
        if (compared.isOver()) {
            log.info("the master's log is the same from {} to {}, where this one ends", compared.from(), compared.at());
            report();
        }
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
                if (!closed && position() > reported) {
                    report();
                }
            });
        }
    }

    /** What may be said: nothing that was not compared. */
    private long position() {
        Overlap compared = overlap;
        if (probedAt != NOT_PROBING) {
            return probedAt;
        }
        if (compared == null || compared.isOver()) {
            return Math.max(safe.get(), compared == null ? 0 : compared.from());
        }
        return compared.from();
    }

    private void report() {
        reported = position();
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
        commonEnd.gone(why);
    }
}
