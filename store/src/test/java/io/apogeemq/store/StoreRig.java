package io.apogeemq.store;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.OutgoingRecord;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.simulation.SimulatedProcess;
import io.apogeemq.simulation.Simulation;
import io.apogeemq.store.index.KeyIndex;
import io.apogeemq.store.index.KeyMatches;
import io.apogeemq.store.index.KeyQuery;
import io.apogeemq.store.log.AppendResult;
import io.apogeemq.store.log.Durability;
import io.apogeemq.store.log.Flusher;
import io.apogeemq.store.log.LogWriter;
import io.apogeemq.store.queue.QueueKeeper;
import io.apogeemq.store.queue.UnitCodes;
import io.apogeemq.store.queue.UnitRule;
import io.apogeemq.store.read.QueueReader;
import io.apogeemq.store.read.Reach;
import io.apogeemq.store.read.ReadAhead;
import io.apogeemq.store.read.ReadRequest;
import io.apogeemq.store.read.ReadResult;
import io.apogeemq.store.read.ReadStatus;
import io.apogeemq.store.retention.RetentionRules;
import io.apogeemq.store.segment.LeasedSlices;
import io.apogeemq.store.segment.LogDirectories;
import io.apogeemq.store.segment.LogSpace;
import io.apogeemq.store.simulation.SimulatedDisk;
import io.apogeemq.store.sums.Scrub;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A store on a simulated disk, played in one thread; small files, so that a few messages fill them. */
final class StoreRig {
    static final Path ROOT = Path.of("/store");
    static final int SEGMENT_LENGTH = 16 << 10;
    static final int QUEUE_FILE_LENGTH = 20 * 20;
    private static final InetSocketAddress HOST = new InetSocketAddress("127.0.0.1", 10911);

    /** In the topic of that name messages wait, as many ms as they say. */
    static final String WAITING_TOPIC = "waiting";

    static final String WAIT = "WAIT_MS";

    private static final UnitRule WAITING = new UnitRule() {
        @Override
        public boolean mayWait(String topic) {
            return topic.equals(WAITING_TOPIC);
        }

        @Override
        public long delayMillis(MessageProperties properties) {
            String millis = properties.get(WAIT);
            return millis == null ? UnitCodes.NOT_DELAYED : Long.parseLong(millis);
        }
    };

    private final long seed;
    private KeyIndex.Rules indexing = new KeyIndex.Rules(true, 64, 50, 20, 2_000);
    private final LogSpace space;
    private LogDirectories log = LogDirectories.of(ROOT.resolve("commitlog"));
    private boolean checkBodies = true;
    private int queueFileLength = QUEUE_FILE_LENGTH;
    private LogWriter.Limits writing = new LogWriter.Limits(4 << 10, 64 << 10, 100);
    private Supplier<Opening> opening = () -> Opening.ALONE;
    private int life;

    @Nullable
    Simulation simulation;

    final SimulatedDisk disk;
    final OutgoingRecord record = new OutgoingRecord();
    SimulatedProcess process;
    KnownLoops loops;
    Loop io;
    Store store;
    RetentionRules rules = rareRounds();

    StoreRig(long seed) throws StoreFailure {
        this(seed, LogSpace.SPARSE);
    }

    StoreRig(long seed, LogSpace space) throws StoreFailure {
        this.seed = seed;
        this.space = space;
        disk = new SimulatedDisk(seed);
        start();
    }

    /** Other limits for the files of the index, from the next start on. */
    void indexing(int slotCount, int entryLimit) {
        indexing = new KeyIndex.Rules(true, slotCount, entryLimit, 20, 2_000);
    }

    /** How the next starts open the store. */
    void opening(Supplier<Opening> newOpening) {
        opening = newOpening;
    }

    /** Other bounds for what is under way, from the next start on. */
    void writing(LogWriter.Limits limits) {
        writing = limits;
    }

    /** Other directories for the log, from the next start on. */
    void log(LogDirectories directories) {
        log = directories;
    }

    /** Another length of queue files, from the next start on: mappedFileSizeConsumeQueue. */
    void queueFileLength(int bytes) {
        queueFileLength = bytes;
    }

    /** Whether the next starts sum up bodies: checkCRCOnRecover. */
    void checkBodies(boolean check) {
        checkBodies = check;
    }

    /** RocketMQ's defaults, but the first round comes in a year: an idle store is to be seen idle. */
    private static RetentionRules rareRounds() {
        RetentionRules rules = RetentionRules.defaults();
        return new RetentionRules(
                rules.hours(),
                ZoneOffset.UTC,
                rules.reservedMillis(),
                rules.marks(),
                new RetentionRules.Pace(365L * 86_400_000, 10_000, 10, 100, 100, 120_000));
    }

    StoreSettings settings() {
        return new StoreSettings(
                new StoreFiles(ROOT, log, SEGMENT_LENGTH, queueFileLength, 4, space),
                checkBodies,
                WAITING,
                5000,
                writing,
                new Flusher.Pace(500, 4, 10_000, true, 32 << 10),
                new QueueKeeper.Pace(1000, 200, 600, 3_000, 40 << 10),
                new QueueReader.Limits(1 << 20, 32, 256 << 10, 8, 64 << 10, 800),
                indexing,
                () -> rules,
                new ReadAhead.Limits(4096, 3),
                new Scrub.Rules(1 << 20, 3_600_000));
    }

    void start() throws StoreFailure {
        long now = simulation == null ? 0 : simulation.clock().millis();
        simulation = new Simulation(seed * 1000 + life++);
        // time goes on
        simulation.runFor(Math.max(0, now - simulation.clock().millis()));
        process = simulation.process("broker");
        loops = new KnownLoops(process);
        io = process.loop("io");
        store = Store.open(settings(), disk, loops, opening.get());
    }

    void kill() {
        process.crash();
        disk.kill();
    }

    void cutPower() {
        process.crash();
        disk.cutPower();
    }

    void close() {
        CompletableFuture<Void> done = store.close().toCompletableFuture();
        simulation.runUntil("the store is closed", 10_000, done::isDone);
        done.join();
        process.crash();
    }

    void restart() throws StoreFailure {
        close();
        start();
    }

    /** Runs on the io loop. */
    void onIo(Runnable task) {
        boolean[] done = new boolean[1];
        io.execute(() -> {
            task.run();
            done[0] = true;
        });
        simulation.runUntil("the io loop has run a task", 10_000, () -> done[0]);
    }

    OutgoingRecord fill(OutgoingRecord into, String topic, int queueId, String body, @Nullable String tags) {
        into.set(topic, queueId, 0, 0, simulation.clock().millis(), HOST, HOST, 0, 0, bytes(body));
        if (tags != null) {
            into.properties().put("TAGS", tags);
        }
        return into;
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Appends on the io loop, waiting for room as a broker does, and calls back when it is confirmed. */
    void send(String topic, int queueId, String body, Durability durability, Consumer<Long> confirmed) {
        io.execute(() -> tryToSend(topic, queueId, body, durability, confirmed));
    }

    private void tryToSend(String topic, int queueId, String body, Durability durability, Consumer<Long> confirmed) {
        AppendResult result = store.append(fill(record, topic, queueId, body, null));
        switch (result) {
            case APPENDED -> {
                long offset = record.queueOffset();
                store.confirmations().await(record.endPosition(), durability, io, missing -> {
                    if (missing == null) {
                        confirmed.accept(offset);
                    }
                });
            }
            case NO_SEGMENT, UNFLUSHED_LIMIT ->
                store.whenWritable(io, () -> tryToSend(topic, queueId, body, durability, confirmed));
            case REFUSED -> {}
        }
    }

    /** Sends and runs until it is confirmed; returns its offset. */
    long sendNow(String topic, int queueId, String body) {
        long[] offset = {-1};
        send(topic, queueId, body, Durability.ON_DISK, at -> offset[0] = at);
        simulation.runUntil("'" + body + "' is confirmed", 20_000, () -> offset[0] >= 0);
        return offset[0];
    }

    /** The bodies of the messages with a key, newest first. */
    List<String> find(KeyQuery query) {
        KeyMatches found = findRaw(query);
        List<String> bodies = bodies(found.messages());
        if (bodies.size() != found.count()) {
            throw new AssertionError(found.count() + " messages should be " + bodies);
        }
        return bodies;
    }

    KeyMatches findRaw(KeyQuery query) {
        CompletableFuture<KeyMatches> found = store.find(query, io).toCompletableFuture();
        simulation.runUntil("the query is answered", 10_000, found::isDone);
        return found.join();
    }

    /** The codes of all units of a queue. */
    List<Long> codes(String topic, int queueId) throws StoreFailure {
        List<Long> codes = new ArrayList<>();
        store.read(
                topic,
                queueId,
                new ReadRequest(
                        0,
                        32,
                        1 << 20,
                        Reach.ALL,
                        code -> {
                            codes.add(code);
                            return false;
                        },
                        null));
        return codes;
    }

    /** The bodies of all messages from an offset on. */
    List<String> bodies(String topic, int queueId, long from) throws StoreFailure {
        List<String> bodies = new ArrayList<>();
        long offset = from;
        while (true) {
            ReadResult result = store.read(topic, queueId, ReadRequest.from(offset, 32));
            if (result.status() != ReadStatus.FOUND) {
                return bodies;
            }
            bodies.addAll(bodies(result.messages()));
            offset = result.nextOffset();
        }
    }

    /** The bodies of all messages from an offset on, up to one that cannot be read. */
    List<String> bodiesUntilFailure(String topic, int queueId, long from) {
        List<String> bodies = new ArrayList<>();
        long offset = from;
        try {
            while (true) {
                ReadResult result = store.read(topic, queueId, ReadRequest.from(offset, 32));
                if (result.status() != ReadStatus.FOUND) {
                    throw new AssertionError("nothing failed: " + result);
                }
                bodies.addAll(bodies(result.messages()));
                offset = result.nextOffset();
            }
        } catch (StoreFailure e) {
            return bodies;
        }
    }

    /** The bodies, and gives the slices back. */
    static List<String> bodies(LeasedSlices slices) {
        List<String> bodies = new ArrayList<>();
        RecordReader reader = new RecordReader();
        for (int i = 0; i < slices.count(); i++) {
            ByteBuffer buffer = slices.buffer(i);
            for (int at = 0; at < buffer.limit(); at += reader.length()) {
                if (reader.read(buffer, at, buffer.limit() - at) != RecordReader.Found.RECORD
                        || !reader.isBodyWhole()) {
                    throw new AssertionError("no record at " + at);
                }
                bodies.add(StandardCharsets.UTF_8.decode(reader.body()).toString());
            }
        }
        slices.release();
        return bodies;
    }
}
