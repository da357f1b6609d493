package io.apogeemq.benchmarks.micro;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.ThreadedLoops;
import io.apogeemq.protocol.message.OutgoingRecord;
import io.apogeemq.store.Store;
import io.apogeemq.store.StoreFailure;
import io.apogeemq.store.StoreFiles;
import io.apogeemq.store.StoreSettings;
import io.apogeemq.store.disk.SystemDisk;
import io.apogeemq.store.log.AppendResult;
import io.apogeemq.store.log.Durability;
import io.apogeemq.store.read.ReadRequest;
import io.apogeemq.store.read.ReadResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The log and its queues on real files below the temporary directory: appends as a loop makes them, many in one pass,
 * confirmed together; reads as pulls make them. Writes a few GB in a full run.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class StoreBenchmark {
    private static final int PASS = 64;
    private static final int BATCH = 32;
    private static final int BACKLOG = 50_000;

    @Param({"100", "1024"})
    public int bodyLength = 100;

    @Param({"1", "10000"})
    public int queues = 1;

    private final InetSocketAddress host = new InetSocketAddress(InetAddress.getLoopbackAddress(), 10911);
    private final OutgoingRecord record = new OutgoingRecord();
    private final ThreadedLoops loops = new ThreadedLoops("benchmark-");
    private final Loop loop = loops.loop("io");
    private ByteBuffer body = ByteBuffer.allocate(0);
    private Path directory = Path.of("");
    private @Nullable Store opened;
    private int nextQueue;
    private long nextOffset;

    @Setup
    public void open() throws IOException, StoreFailure {
        body = ByteBuffer.allocateDirect(bodyLength);
        directory = Files.createTempDirectory("mqbenchmark");
        opened = Store.open(StoreSettings.defaults(StoreFiles.defaults(directory)), new SystemDisk(), loops);
        for (int done = 0; done < BACKLOG; done += PASS) {
            append();
        }
    }

    /** One message of a pass of {@value #PASS}: staged, written with the others, confirmed. */
    @Benchmark
    @OperationsPerInvocation(PASS)
    public void append() {
        CompletableFuture<Void> confirmed = new CompletableFuture<>();
        loop.execute(() -> pass(store(), confirmed));
        confirmed.join();
    }

    private void pass(Store store, CompletableFuture<Void> confirmed) {
        for (int i = 0; i < PASS; i++) {
            record.set("orders", nextQueue, 0, 0, 1_790_000_000_000L, host, host, 0, 0, body);
            record.properties().set(Samples.PROPERTIES, 0, Samples.PROPERTIES.length);
            if (store.append(record) != AppendResult.APPENDED) {
                store.whenWritable(loop, () -> pass(store, confirmed));
                return;
            }
            nextQueue = nextQueue + 1 == queues ? 0 : nextQueue + 1;
        }
        store.confirmations().await(record.endPosition(), Durability.MEMORY, loop, missing -> confirmed.complete(null));
    }

    /** One message of a pull of {@value #BATCH}. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int read() throws StoreFailure {
        ReadResult result = store().read("orders", 0, ReadRequest.from(nextOffset, BATCH));
        nextOffset = result.nextOffset() + BATCH <= result.maxOffset() ? result.nextOffset() : 0;
        if (result.messages() != null) {
            result.messages().release();
        }
        return result.count();
    }

    private Store store() {
        if (opened == null) {
            throw new IllegalStateException("the store has not been opened");
        }
        return opened;
    }

    @TearDown
    public void close() throws IOException {
        store().close().toCompletableFuture().join();
        loops.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
