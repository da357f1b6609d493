package io.apogeemq.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.apogeemq.store.segment.LeasedSlices;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same store with real threads and real files. */
class RealFilesTest {
    private static final InetSocketAddress HOST = new InetSocketAddress("127.0.0.1", 10911);
    private static final int PER_LOOP = 20_000;

    @TempDir
    Path directory;

    private StoreSettings settings() {
        return StoreSettings.defaults(StoreFiles.defaults(directory).withLengths(1 << 20, 20_000));
    }

    /** One sender on a loop of its own: keeps some sends under way. */
    private static final class Sender {
        private final Store store;
        private final Loop loop;
        private final String topic;
        private final OutgoingRecord record = new OutgoingRecord();
        private final CountDownLatch confirmed = new CountDownLatch(PER_LOOP);
        private int sent;

        Sender(Store store, Loop loop, String topic) {
            this.store = store;
            this.loop = loop;
            this.topic = topic;
        }

        void sendSome() {
            for (int i = 0; i < 32 && sent < PER_LOOP; i++) {
                ByteBuffer body = ByteBuffer.allocate(100).putInt(0, sent);
                record.set(topic, 0, 0, 0, 0, HOST, HOST, 0, 0, body);
                AppendResult result = store.append(record);
                if (result != AppendResult.APPENDED) {
                    assertThat(result).isNotEqualTo(AppendResult.REFUSED);
                    assertThat(store.whenWritable(loop, this::sendSome)).isTrue();
                    return;
                }
                assertThat(record.queueOffset()).isEqualTo(sent);
                boolean last = i == 31;
                store.confirmations()
                        .await(
                                record.endPosition(),
                                sent % 1000 == 0 ? Durability.ON_DISK : Durability.MEMORY,
                                loop,
                                missing -> {
                                    assertThat(missing).isNull();
                                    confirmed.countDown();
                                    if (last) {
                                        sendSome();
                                    }
                                });
                sent++;
            }
        }
    }

    @Test
    void several_loops_append_side_by_side_and_every_queue_is_whole() throws Exception {
        try (ThreadedLoops loops = new ThreadedLoops("test-")) {
            Store store = Store.open(settings(), new SystemDisk(), loops);
            List<Sender> senders = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Sender sender = new Sender(store, loops.loop("io-" + i), "topic" + i);
                senders.add(sender);
                sender.loop.execute(sender::sendSome);
            }
            for (Sender sender : senders) {
                assertThat(sender.confirmed.await(60, TimeUnit.SECONDS)).isTrue();
            }
            check(store);
            store.close().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
        assertThat(directory.resolve("abort")).doesNotExist();
        assertThat(Files.size(directory.resolve("commitlog/00000000000000000000")))
                .isEqualTo(1 << 20);
        assertThat(Files.size(directory.resolve("consumequeue/topic0/0/00000000000000000000")))
                .isEqualTo(20_000);
        try (ThreadedLoops loops = new ThreadedLoops("test-")) {
            Store store = Store.open(settings(), new SystemDisk(), loops);
            check(store);
            store.close().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
    }

    private static void check(Store store) throws StoreFailure {
        RecordReader reader = new RecordReader();
        for (int i = 0; i < 4; i++) {
            ConsumeQueue queue = Objects.requireNonNull(store.queue("topic" + i, 0));
            long offset = 0;
            while (offset < PER_LOOP) {
                ReadResult result = store.read(queue, ReadRequest.from(offset, 32));
                assertThat(result.status()).isEqualTo(ReadStatus.FOUND);
                LeasedSlices slices = Objects.requireNonNull(result.messages());
                for (int j = 0; j < slices.count(); j++) {
                    ByteBuffer buffer = slices.buffer(j);
                    for (int at = 0; at < buffer.limit(); at += reader.length()) {
                        assertThat(reader.read(buffer, at, buffer.limit() - at)).isEqualTo(RecordReader.Found.RECORD);
                        assertThat(reader.isBodyWhole()).isTrue();
                        assertThat(reader.body().getInt(0)).isEqualTo((int) offset);
                        assertThat(reader.queueOffset()).isEqualTo(offset++);
                    }
                }
                slices.release();
            }
            assertThat(queue.maxOffset()).isEqualTo(PER_LOOP);
        }
    }

    @Test
    void a_second_store_in_the_directory_is_refused_by_its_lock() throws Exception {
        try (ThreadedLoops loops = new ThreadedLoops("test-")) {
            Store store = Store.open(settings(), new SystemDisk(), loops);

            assertThatThrownBy(() -> Store.open(settings(), new SystemDisk(), loops))
                    .isInstanceOf(StoreFailure.class)
                    .hasMessageContaining(directory.toString())
                    .hasMessageContaining("another broker");
            store.close().toCompletableFuture().get(20, TimeUnit.SECONDS);
            Store.open(settings(), new SystemDisk(), loops)
                    .close()
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
        }
    }
}
