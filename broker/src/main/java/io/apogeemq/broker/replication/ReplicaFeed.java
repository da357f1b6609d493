package io.apogeemq.broker.replication;

import io.apogeemq.broker.settings.ReplicaSettings;
import io.apogeemq.concurrent.Cancellable;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.remoting.Connection;
import io.apogeemq.remoting.ConnectionHandler;
import io.apogeemq.store.Store;
import io.apogeemq.store.segment.LeasedSlices;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the log to one slave, from where the slave says it has come to, as fast as that takes it. What it sends it does not
 * copy, and nothing waits in a queue of its own: the next chunk is cut off the log when the connection takes one more.
 *
 * <pre>
 *   WAITING for the first report ─► SENDING ◄─► nothing left to send, or the connection takes no more, or
 *                                               the disk is asked for what is not in memory
 * </pre>
 */
@OwnedBy("the connection's loop")
final class ReplicaFeed implements ConnectionHandler {
    private static final Logger log = LoggerFactory.getLogger(ReplicaFeed.class);
    private static final long NOT_BEGUN = -1;

    /** Bytes for one slave before others on its loop have their turn. */
    private static final int MOST_IN_TURN = 4 << 20;

    /** So long a slave that is sent away has to read why. */
    private static final long REFUSED_MILLIS = 1000;

    /** What is read from the disk at a time for a slave that is far behind. */
    private static final int LOAD_LENGTH = 1 << 20;

    private final Connection connection;
    private final Store store;
    private final InSync inSync;
    private final Loop disk;
    private final Clock clock;
    private final ReplicaSettings rules;
    private final Runnable onGone;
    private final Rate rate;
    private final byte[] head = new byte[HaFrame.HEAD_LENGTH];
    private final ByteBuffer report = ByteBuffer.allocate(HaFrame.REPORT_LENGTH);
    private final AtomicBoolean wakeAhead = new AtomicBoolean();

    private @Nullable Replica replica;
    private @Nullable Cancellable watch;
    private volatile long next = NOT_BEGUN;
    private boolean loading;
    private boolean closed;
    private boolean refused;
    private boolean endSaid;
    private boolean sending;
    private boolean caughtUp;
    private boolean wasIn;
    private long lastHeard;
    private long lastSent;

    /** Nothing is left to send; whoever writes to the log says so when there is. */
    private volatile boolean idle;

    /**
     * @param disk where it is waited for what is not in memory
     * @param onGone told when the connection has ended
     */
    ReplicaFeed(
            Connection connection,
            Store store,
            InSync inSync,
            Loop disk,
            Clock clock,
            ReplicaSettings rules,
            Runnable onGone) {
        this.connection = connection;
        this.store = store;
        this.inSync = inSync;
        this.disk = disk;
        this.clock = clock;
        this.rules = rules;
        this.onGone = onGone;
        this.rate = new Rate(clock);
        this.lastHeard = clock.nanos();
        this.lastSent = lastHeard;
        watch();
    }

    /** The slave; null before its first report. Any thread may look at what it has. */
    @Nullable
    Replica replica() {
        return next == NOT_BEGUN ? null : replica;
    }

    /** Where it sends from. Any thread. */
    long next() {
        return next;
    }

    /** Bytes of the log sent in the last second. Any thread. */
    long bytesPerSecond() {
        return rate.perSecond();
    }

    void close(String why) {
        connection.close(why);
    }

    // ---- what the slave says

    @Override
    public void onFrame(ByteBuffer bytes) {
        lastHeard = clock.nanos();
        long said = NOT_BEGUN;
        while (bytes.hasRemaining()) {
            report.put(bytes.get());
            if (!report.hasRemaining()) {
                said = report.flip().getLong();
                report.clear();
            }
        }
        if (said != NOT_BEGUN && !closed && !refused) {
            reported(said);
        }
    }

    private void reported(long position) {
        long end = store.written().get();
        if (position < 0) {
            connection.close("a report of " + position);
            return;
        }
        if (position > end) {
            refuseLonger(position, end);
            return;
        }
        if (next == NOT_BEGUN) {
            begin(position);
            return;
        }
        Replica one = replica;
        if (one != null && position > one.position()) {
            one.reported(position);
            inSync.moved();
            tellState(one);
        }
    }

    /** One of ours learns by the position of an empty chunk where this log ends, and looks for the common end. */
    private void refuseLonger(long position, long end) {
        log.error(
                "the slave {} has the log up to {}, this master has it up to {} only: it is not this master's slave, or this"
                        + " master has lost its end; nothing is sent to it",
                connection.remote(),
                position,
                end);
        writeHead(end, 0);
        connection.write(head, head.length, null);
        connection.flush();
        refused = true;
        connection.loop().schedule(REFUSED_MILLIS, () -> connection.close("the slave has more than its master"));
    }

    private void begin(long position) {
        long first = store.minPosition();
        long from = position == 0 ? first : position;
        if (from < first) {
            log.error(
                    "the slave {} has the log up to {}, and here it begins at {}: what is between is gone; let it begin with an"
                            + " empty store",
                    connection.remote(),
                    position,
                    first);
            connection.close("what the slave needs is gone");
            return;
        }
        Replica one = new Replica(
                connection.remote().getAddress().getHostAddress() + ":"
                        + connection.remote().getPort(),
                position);
        replica = one;
        next = from;
        log.info("the slave {} follows from {}, the log ends at {}", one.name(), from, store.written());
        inSync.joined(one);
        tellState(one);
        send();
    }

    /** One line for each change. */
    private void tellState(Replica one) {
        boolean in = inSync.isIn(one);
        if (in != wasIn) {
            wasIn = in;
            log.info(
                    "the slave {} is {} sync, at {} of {}",
                    one.name(),
                    in ? "in" : "no longer in",
                    one.position(),
                    store.written());
        }
        if (!caughtUp && one.position() >= store.written().get()) {
            caughtUp = true;
            log.info("the slave {} has caught up at {}", one.name(), one.position());
        }
    }

    @Override
    public void onReadEnd() {
        // a report asks for no answer
    }

    // ---- what it gets

    @Override
    public void onWritable() {
        send();
    }

    /** There is more in the log. Any thread; it costs a look. */
    void grown() {
        VarHandle.fullFence();
        if (idle && wakeAhead.compareAndSet(false, true)) {
            try {
                connection.loop().execute(this::wake);
            } catch (RejectedExecutionException e) {
                log.debug("the process ends, nothing more is sent to {}", connection.remote());
            }
        }
    }

    private void wake() {
        wakeAhead.set(false);
        send();
    }

    private void send() {
        // a write or a flush tells at once that the connection is writable or not, in the middle of this
        if (closed || refused || loading || sending || next == NOT_BEGUN) {
            return;
        }
        sending = true;
        idle = false;
        try {
            int left = MOST_IN_TURN;
            do {
                while (left > 0 && sendChunk()) {
                    left -= rules.chunkLength();
                }
                connection.flush();
            } while (left > 0 && mayGoOn());
        } catch (IOException e) {
            log.error("the log cannot be read at {} for the slave {}: {}", next, connection.remote(), e.getMessage());
            connection.close("the log cannot be read");
        } finally {
            sending = false;
        }
        if (mayGoOn() && wakeAhead.compareAndSet(false, true)) {
            // the others on this loop come first
            connection.loop().execute(this::wake);
        }
    }

    /** Whether the connection has taken all there was and takes more. */
    private boolean mayGoOn() {
        return connection.isOpen()
                && !closed
                && !loading
                && connection.isWritable()
                && next < store.written().get();
    }

    private boolean sendChunk() throws IOException {
        if (!connection.isWritable() || loading) {
            return false;
        }
        if (next >= store.written().get()) {
            idle = true;
            // so that whoever has written meanwhile is seen here, or sees that nothing is left to send
            VarHandle.fullFence();
            if (next >= store.written().get()) {
                sayEnd();
                return false;
            }
            idle = false;
        }
        if (!store.logSlices().isInMemory(next, rules.chunkLength())) {
            load();
            return false;
        }
        long from = next;
        LeasedSlices chunk = store.logSlices().slice(from, rules.chunkLength());
        if (chunk == null) {
            log.error("the log is gone at {}, where the slave {} needs it", next, connection.remote());
            connection.close("what the slave needs is gone");
            return false;
        }
        int length = chunk.length();
        writeHead(from, length);
        connection.write(head, head.length, chunk);
        next = from + length;
        rate.add(length);
        lastSent = clock.nanos();
        return true;
    }

    /** Once: whoever wants to know where the log ends need not wait for a heartbeat. */
    private void sayEnd() {
        if (!endSaid) {
            endSaid = true;
            writeHead(next, 0);
            connection.write(head, head.length, null);
            lastSent = clock.nanos();
        }
    }

    private void writeHead(long position, int length) {
        ByteBuffer.wrap(head).putLong(HaFrame.POSITION_AT, position).putInt(HaFrame.LENGTH_AT, length);
    }

    private void load() {
        loading = true;
        long from = next;
        try {
            disk.execute(() -> {
                try {
                    store.logSlices().load(from, LOAD_LENGTH);
                    connection.loop().execute(this::loaded);
                } catch (IOException | InternalError e) {
                    log.error(
                            "the log cannot be read at {} for the slave {}: {}",
                            from,
                            connection.remote(),
                            e.toString());
                    connection.close("the log cannot be read");
                }
            });
        } catch (RejectedExecutionException e) {
            connection.close("too much is read for slaves");
        }
    }

    private void loaded() {
        loading = false;
        send();
    }

    // ---- whether both live

    private void watch() {
        long millis = Math.min(rules.heartbeatMillis(), rules.silentMillis());
        watch = connection.loop().schedule(millis, () -> {
            if (closed) {
                return;
            }
            long now = clock.nanos();
            if (now - lastHeard >= TimeUnit.MILLISECONDS.toNanos(rules.silentMillis())) {
                connection.close("the slave said nothing for " + rules.silentMillis() + " ms (haHousekeepingInterval)");
                return;
            }
            if (next != NOT_BEGUN && now - lastSent >= TimeUnit.MILLISECONDS.toNanos(rules.heartbeatMillis())) {
                writeHead(next, 0);
                connection.write(head, head.length, null);
                connection.flush();
                lastSent = now;
            }
            watch();
        });
    }

    @Override
    public void onClosed(String why) {
        closed = true;
        if (watch != null) {
            watch.cancel();
        }
        Replica one = replica;
        if (one == null) {
            log.info("a slave at {} is gone before it said how far it is: {}", connection.remote(), why);
        } else {
            inSync.left(one);
            log.warn("the slave {} is gone, at {} of {}: {}", one.name(), one.position(), store.written(), why);
        }
        onGone.run();
    }
}
