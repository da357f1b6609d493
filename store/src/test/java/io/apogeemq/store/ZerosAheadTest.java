package io.apogeemq.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.ThreadedLoops;
import io.apogeemq.protocol.message.OutgoingRecord;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.store.log.AppendResult;
import io.apogeemq.store.log.Durability;
import io.apogeemq.store.segment.LeasedSlices;
import io.apogeemq.store.segment.LogDirectories;
import io.apogeemq.store.segment.LogSpace;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Zeros that are written to a log file before it is used never come down on a message. */
class ZerosAheadTest {
    private static final InetSocketAddress HOST = new InetSocketAddress("127.0.0.1", 10911);
    private static final int LENGTH = 1 << 20;

    @TempDir
    Path directory;

    private final GatedDisk disk = new GatedDisk();
    private final List<Long> positions = new ArrayList<>();
    private final OutgoingRecord record = new OutgoingRecord();
    private final byte[] body = new byte[10_000];
    private ThreadedLoops loops;
    private Loop io;
    private boolean closing = true;
    private Store store;

    @BeforeEach
    void open() throws StoreFailure {
        loops = new ThreadedLoops("test-");
        io = loops.loop("io");
        Arrays.fill(body, (byte) 1);
        StoreFiles files = new StoreFiles(
                directory, LogDirectories.of(directory.resolve("commitlog")), LENGTH, 20_000, 4, LogSpace.WRITTEN);
        store = Store.open(StoreSettings.defaults(files), disk, loops);
    }

    @AfterEach
    void close() {
        disk.openGate();
        if (closing) {
            store.close().toCompletableFuture().join();
        }
        loops.close();
    }

    private AppendResult append() {
        record.set("t", 0, 0, 0, 0, HOST, HOST, 0, 0, ByteBuffer.wrap(body));
        AppendResult result = store.append(record);
        if (result == AppendResult.APPENDED) {
            positions.add(record.endPosition() - record.length());
        }
        return result;
    }

    private long send() {
        assertThat(append()).isEqualTo(AppendResult.APPENDED);
        return record.endPosition();
    }

    private CompletableFuture<Boolean> await(long end) {
        CompletableFuture<Boolean> late = new CompletableFuture<>();
        io.execute(() ->
                store.confirmations().await(end, Durability.ON_DISK, io, missing -> late.complete(missing != null)));
        return late;
    }

    /** Sends, each message forced, until zeros are on their way to the next file. */
    private CompletableFuture<Void> sendUntilZeros() throws Exception {
        disk.closeGateToZeros();
        while (disk.forces().isEmpty()) {
            assertThat(store.appended().get()).as("half of the file").isLessThan(LENGTH / 2);
            assertThat(await(send()).get(20, TimeUnit.SECONDS)).isFalse();
        }
        return disk.forces().remove();
    }

    @Test
    void a_file_that_is_needed_is_used_though_it_lacks_zeros() throws Exception {
        CompletableFuture<Void> zeros = sendUntilZeros();
        AppendResult last = AppendResult.APPENDED;
        while (last == AppendResult.APPENDED) {
            last = append();
        }
        assertThat(last).isEqualTo(AppendResult.NO_SEGMENT);
        CompletableFuture<Void> writable = new CompletableFuture<>();
        store.whenWritable(io, () -> writable.complete(null));
        assertThat(writable).isNotDone();

        zeros.complete(null);
        writable.get(20, TimeUnit.SECONDS);
        long end = 0;
        for (int i = 0; i < 10; i++) {
            end = send();
        }
        assertThat(await(end).get(20, TimeUnit.SECONDS)).isFalse();

        assertThat(end).isGreaterThan(LENGTH);
        assertThat(disk.forces()).as("zeros for the file in use").isEmpty();
        assertAllWhole();
    }

    @Test
    void messages_come_through_in_files_that_were_written_ahead() throws Exception {
        while (store.appended().get() < 3L * LENGTH + LENGTH / 2) {
            if (append() == AppendResult.APPENDED) {
                assertThat(await(store.appended().get()).get(20, TimeUnit.SECONDS))
                        .isFalse();
            } else {
                CompletableFuture<Void> writable = new CompletableFuture<>();
                store.whenWritable(io, () -> writable.complete(null));
                writable.get(20, TimeUnit.SECONDS);
            }
        }

        assertAllWhole();
    }

    private void assertAllWhole() throws StoreFailure {
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
        CompletableFuture<Void> zeros = sendUntilZeros();

        CompletableFuture<Void> closed = new CompletableFuture<>();
        Thread closer = new Thread(() -> store.close().thenRun(() -> closed.complete(null)));
        closer.start();
        while (!closed.isDone() && closer.getState() != Thread.State.BLOCKED) {
            Thread.onSpinWait();
        }

        assertThat(closed).isNotDone();
        zeros.complete(null);
        disk.openGate();
        closed.get(20, TimeUnit.SECONDS);
        closing = false;
    }
}
