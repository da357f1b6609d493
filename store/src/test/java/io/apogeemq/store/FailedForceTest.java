package io.apogeemq.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.ThreadedLoops;
import io.apogeemq.protocol.message.OutgoingRecord;
import io.apogeemq.store.log.AppendResult;
import io.apogeemq.store.log.Durability;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A system tells of a failed write once: the next force has nothing left to complain about. */
class FailedForceTest {
    private static final InetSocketAddress HOST = new InetSocketAddress("127.0.0.1", 10911);
    private static final long CONFIRM_MILLIS = 1_000;

    @TempDir
    Path directory;

    private final GatedDisk disk = new GatedDisk();
    private final OutgoingRecord record = new OutgoingRecord();
    private ThreadedLoops loops;
    private Loop io;
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
                        usual.units(),
                        CONFIRM_MILLIS,
                        usual.writing(),
                        usual.flushing(),
                        usual.keeping(),
                        usual.reading(),
                        usual.indexing(),
                        usual.retention(),
                        usual.readingAhead(),
                        usual.scrubbing()),
                disk,
                loops);
        disk.closeGate();
    }

    @AfterEach
    void close() {
        disk.openGate();
        loops.close();
    }

    /** Completes with whether the wait was too long. */
    private CompletableFuture<Boolean> send() {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        io.execute(() -> {
            record.set("t", 0, 0, 0, 0, HOST, HOST, 0, 0, ByteBuffer.allocate(100));
            assertThat(store.append(record)).isEqualTo(AppendResult.APPENDED);
            store.confirmations()
                    .await(record.endPosition(), Durability.ON_DISK, io, missing -> answer.complete(missing != null));
        });
        return answer;
    }

    @Test
    void nothing_is_confirmed_by_the_force_after_it() throws Exception {
        CompletableFuture<Boolean> one = send();
        CompletableFuture<Void> force = Objects.requireNonNull(disk.forces().poll(20, TimeUnit.SECONDS));
        // asks while that one runs, and so for another
        CompletableFuture<Boolean> other = send();
        long flushed = store.flushed().get();

        force.completeExceptionally(new IOException("the disk is broken"));
        disk.openGate();

        assertThat(one.get(20, TimeUnit.SECONDS)).as("late").isTrue();
        assertThat(other.get(20, TimeUnit.SECONDS)).as("late").isTrue();
        assertThat(store.flushed().get()).isEqualTo(flushed);
        assertThat(store.refusal()).contains("the disk is broken");
        assertThat(store.close().toCompletableFuture())
                .failsWithin(20, TimeUnit.SECONDS)
                .withThrowableOfType(ExecutionException.class)
                .withMessageContaining("not forced");
    }
}
