package io.apogeemq.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.ThreadedLoops;
import io.apogeemq.protocol.message.OutgoingRecord;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.store.log.AppendResult;
import io.apogeemq.store.log.Durability;
import io.apogeemq.store.log.LogWriter;
import io.apogeemq.store.segment.LeasedSlices;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Zeros that are written ahead of the log never come down on a message. */
class ZerosAheadTest {
    private static final InetSocketAddress HOST = new InetSocketAddress("127.0.0.1", 10911);
    private static final int ZEROS_AHEAD = 64 << 10;

    @TempDir
    Path directory;

    private final GatedDisk disk = new GatedDisk();
    private final List<Long> positions = new ArrayList<>();
    private ThreadedLoops loops;
    private Loop io;
    private boolean closing = true;
    private Store store;

    @BeforeEach
    void open() throws StoreFailure {
        loops = new ThreadedLoops("test-");
        io = loops.loop("io");
        StoreSettings usual =
                StoreSettings.defaults(StoreFiles.defaults(directory).withLengths(1 << 20, 20_000));
        store = Store.open(
                new StoreSettings(
                        usual.files(),
                        true,
                        usual.delaysMillis(),
                        60_000,
                        new LogWriter.Limits(16 << 10, 1 << 20, 10, ZEROS_AHEAD),
                        usual.flushing(),
                        usual.keeping(),
                        usual.reading(),
                        usual.indexing(),
                        usual.retention(),
                        usual.readingAhead(),
                        usual.scrubbing()),
                disk,
                loops);
    }

    @AfterEach
    void close() {
        disk.openGate();
        if (closing) {
            store.close().toCompletableFuture().join();
        }
        loops.close();
    }

    /** Appends; two have no room in what is staged together, so the one before is written, by this thread. */
    private long send() {
        OutgoingRecord record = new OutgoingRecord();
        byte[] body = new byte[10_000];
        Arrays.fill(body, (byte) 1);
        record.set("t", 0, 0, 0, 0, HOST, HOST, 0, 0, ByteBuffer.wrap(body));
        positions.add(store.appended().get());
        assertThat(store.append(record)).isEqualTo(AppendResult.APPENDED);
        return record.endPosition();
    }

    private CompletableFuture<Boolean> await(long end) {
        CompletableFuture<Boolean> late = new CompletableFuture<>();
        io.execute(() -> store.confirmations().await(end, Durability.ON_DISK, io, late::complete));
        return late;
    }

    private CompletableFuture<Void> next() throws InterruptedException {
        return Objects.requireNonNull(disk.forces().poll(20, TimeUnit.SECONDS), "nothing was asked of the disk");
    }

    @Test
    void a_write_waits_for_zeros_on_their_way_to_the_same_place() throws Exception {
        disk.closeGate();
        CompletableFuture<Boolean> first = await(send());
        next().complete(null);
        assertThat(first.get(20, TimeUnit.SECONDS)).isFalse();
        CompletableFuture<Void> zeros = next();

        CompletableFuture<Long> end = new CompletableFuture<>();
        Thread sender = new Thread(() -> {
            for (int i = 0; i < 5; i++) {
                send();
            }
            end.complete(send());
        });
        sender.start();
        while (!end.isDone() && sender.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        zeros.complete(null);
        disk.openGate();

        assertThat(await(end.get(20, TimeUnit.SECONDS)).get(20, TimeUnit.SECONDS))
                .isFalse();
        for (long position : positions) {
            LeasedSlices record = store.record(position);
            assertThat(record).as("the message at " + position).isNotNull();
            RecordReader reader = new RecordReader();
            assertThat(reader.read(record.buffer(0), 0, record.length())).isEqualTo(RecordReader.Found.RECORD);
            assertThat(reader.isBodyWhole()).isTrue();
            record.release();
        }
    }

    @Test
    void a_store_is_not_closed_before_zeros_on_their_way_are_there() throws Exception {
        disk.closeGate();
        CompletableFuture<Boolean> sent = await(send());
        next().complete(null);
        assertThat(sent.get(20, TimeUnit.SECONDS)).isFalse();
        CompletableFuture<Void> zeros = next();

        CompletableFuture<Void> closed = new CompletableFuture<>();
        Thread closer = new Thread(() -> store.close().thenRun(() -> closed.complete(null)));
        closer.start();
        while (!closed.isDone() && closer.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }

        assertThat(closed).isNotDone();
        zeros.complete(null);
        disk.openGate();
        closed.get(20, TimeUnit.SECONDS);
        closing = false;
    }
}
