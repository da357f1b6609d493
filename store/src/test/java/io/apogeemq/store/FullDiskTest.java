package io.apogeemq.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.ThreadedLoops;
import io.apogeemq.protocol.message.OutgoingRecord;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.store.disk.SystemDisk;
import io.apogeemq.store.log.AppendResult;
import io.apogeemq.store.log.Durability;
import io.apogeemq.store.queue.ConsumeQueue;
import io.apogeemq.store.read.ReadRequest;
import io.apogeemq.store.read.ReadResult;
import io.apogeemq.store.read.ReadStatus;
import io.apogeemq.store.retention.RetentionRules;
import io.apogeemq.store.segment.LeasedSlices;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file system of 32 MiB that gets full for real. Needs the right to mount one: root on Linux. */
class FullDiskTest {
    private static final InetSocketAddress HOST = new InetSocketAddress("127.0.0.1", 10911);
    private static final int BODY_LENGTH = 32 << 10;
    private static final RetentionRules.Pace PACE = new RetentionRules.Pace(100, 100, 10, 1, 1, 1000);

    @TempDir
    Path directory;

    private Path root = Path.of("");
    private final SystemDisk disk = new SystemDisk();

    @BeforeEach
    void mount() throws Exception {
        if (run("mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", directory.toString()) != 0) {
            abort("a file system cannot be mounted here: the full disk is not tried (needs root on Linux)");
        }
        root = directory.resolve("store");
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", "-l", directory.toString());
    }

    private static int run(String... command) throws Exception {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (java.io.IOException e) {
            return -1;
        }
    }

    private StoreSettings settings(RetentionRules.Marks marks) {
        StoreSettings some = StoreSettings.defaults(StoreFiles.defaults(root).withLengths(2 << 20, 20_000));
        RetentionRules rules = new RetentionRules(Set.of(), ZoneOffset.UTC, 1_000_000_000L, marks, PACE);
        return new StoreSettings(
                some.files(),
                some.checkBodiesOnRecovery(),
                some.units(),
                some.confirmMillis(),
                some.writing(),
                some.flushing(),
                some.keeping(),
                some.reading(),
                some.indexing(),
                () -> rules,
                some.readingAhead(),
                some.scrubbing());
    }

    /** Sends one after the other until it is refused, or was confirmed that often. */
    private static final class Sender {
        private final Store store;
        private final Loop loop;
        private final OutgoingRecord record = new OutgoingRecord();
        private final List<Long> confirmed = new ArrayList<>();
        private final CompletableFuture<String> refused = new CompletableFuture<>();
        private volatile CompletableFuture<Void> all = new CompletableFuture<>();
        private int left;

        Sender(Store store, Loop loop) {
            this.store = store;
            this.loop = loop;
        }

        void send(int count) {
            loop.execute(() -> {
                left = count;
                next();
            });
        }

        private void next() {
            if (left == 0) {
                all.complete(null);
                return;
            }
            record.set("t", 0, 0, 0, 0, HOST, HOST, 0, 0, ByteBuffer.allocate(BODY_LENGTH));
            AppendResult result = store.append(record);
            switch (result) {
                case APPENDED -> {
                    long offset = record.queueOffset();
                    store.confirmations().await(record.endPosition(), Durability.ON_DISK, loop, missing -> {
                        if (missing == null) {
                            confirmed.add(offset);
                        }
                        left--;
                        next();
                    });
                }
                case NO_SEGMENT, UNFLUSHED_LIMIT -> store.whenWritable(loop, this::next);
                case REFUSED -> refused.complete(String.valueOf(store.refusal()));
            }
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    /** Looks each 20 ms. */
    private static CompletableFuture<Void> until(Loop loop, Condition condition) {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        loop.execute(() -> look(loop, condition, reached));
        return reached;
    }

    private static void look(Loop loop, Condition condition, CompletableFuture<Void> reached) {
        try {
            if (condition.holds()) {
                reached.complete(null);
            } else {
                loop.schedule(20, () -> look(loop, condition, reached));
            }
        } catch (Exception e) {
            reached.completeExceptionally(e);
        }
    }

    @Test
    void a_disk_that_gets_full_under_a_write_costs_nothing_but_time() throws Exception {
        RetentionRules.Marks none = new RetentionRules.Marks(2, 2, 2, false, 1);
        Path ballast = directory.resolve("ballast");
        Files.write(ballast, new byte[20 << 20]);
        long count;
        try (ThreadedLoops loops = new ThreadedLoops("test-")) {
            Store store = Store.open(settings(none), disk, loops);
            Sender sender = new Sender(store, loops.loop("io"));
            sender.send(Integer.MAX_VALUE);

            // the first send that the full disk caught waits for its time
            String refusal = sender.refused.get(60, TimeUnit.SECONDS);
            assertThat(refusal).contains(root.toString()).contains("% full").contains("make room");
            assertThat(sender.confirmed).hasSizeGreaterThan(100);
            assertThat(bodies(store)).isGreaterThanOrEqualTo(sender.confirmed.size());

            Files.delete(ballast);
            until(sender.loop, () -> store.refusal() == null).get(20, TimeUnit.SECONDS);
            sender.send(50);
            sender.all.get(20, TimeUnit.SECONDS);
            count = Objects.requireNonNull(store.queue("t", 0)).maxOffset();
            assertThat(sender.confirmed).hasSizeGreaterThan(150).doesNotHaveDuplicates();
            store.close().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
        try (ThreadedLoops loops = new ThreadedLoops("test-")) {
            Store store = Store.open(settings(none), disk, loops);
            assertThat(bodies(store)).isEqualTo(count);
            store.close().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void the_guard_refuses_sends_before_the_disk_is_full_and_takes_them_again() throws Exception {
        RetentionRules.Marks guarded = new RetentionRules.Marks(2, 2, 0.9, false, 1);
        Path ballast = directory.resolve("ballast");
        try (ThreadedLoops loops = new ThreadedLoops("test-")) {
            Store store = Store.open(settings(guarded), disk, loops);
            Sender sender = new Sender(store, loops.loop("io"));
            sender.send(50);
            sender.all.get(20, TimeUnit.SECONDS);
            Files.write(ballast, new byte[28 << 20]);
            sender.send(Integer.MAX_VALUE);

            assertThat(sender.refused.get(20, TimeUnit.SECONDS))
                    .contains("% full")
                    .contains(root.toString())
                    .containsAnyOf("diskSpaceWarningLevelRatio", "No space left");
            assertThat(bodies(store)).isGreaterThanOrEqualTo(50);

            Files.delete(ballast);
            until(sender.loop, () -> store.refusal() == null).get(20, TimeUnit.SECONDS);
            sender.send(10);
            store.close().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void old_files_make_room_and_their_space_and_memory_come_back_at_once() throws Exception {
        RetentionRules.Marks marks = new RetentionRules.Marks(0.5, 0.6, 0.9, true, 1);
        try (ThreadedLoops loops = new ThreadedLoops("test-")) {
            Store store = Store.open(settings(marks), disk, loops);
            Sender sender = new Sender(store, loops.loop("io"));
            for (int i = 0; i < 40; i++) {
                // more than twice what the disk holds, each read once so that every file is mapped
                sender.send(60);
                sender.all.get(20, TimeUnit.SECONDS);
                sender.all = new CompletableFuture<>();
                until(sender.loop, () -> disk.use(root).ratio() < 0.65).get(20, TimeUnit.SECONDS);
                bodies(store);
            }

            assertThat(store.minPosition()).isPositive();
            assertThat(Objects.requireNonNull(store.queue("t", 0)).minOffset()).isPositive();
            assertThat(Files.readAllLines(Path.of("/proc/self/maps")))
                    .filteredOn(line -> line.contains(root.toString()) && line.contains("(deleted)"))
                    .isEmpty();
            store.close().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
    }

    /** Reads all there is, and says how many messages there are. */
    private static long bodies(Store store) throws StoreFailure {
        RecordReader reader = new RecordReader();
        ConsumeQueue queue = Objects.requireNonNull(store.queue("t", 0));
        long offset = queue.minOffset();
        long count = 0;
        while (offset < queue.maxOffset()) {
            ReadResult result = store.read(queue, ReadRequest.from(offset, 32));
            offset = result.nextOffset();
            if (result.status() != ReadStatus.FOUND) {
                continue;
            }
            LeasedSlices slices = Objects.requireNonNull(result.messages());
            for (int i = 0; i < slices.count(); i++) {
                ByteBuffer buffer = slices.buffer(i);
                for (int at = 0; at < buffer.limit(); at += reader.length()) {
                    assertThat(reader.read(buffer, at, buffer.limit() - at)).isEqualTo(RecordReader.Found.RECORD);
                    assertThat(reader.isBodyWhole()).isTrue();
                    count++;
                }
            }
            slices.release();
        }
        return count;
    }
}
