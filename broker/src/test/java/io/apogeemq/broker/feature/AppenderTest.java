package io.apogeemq.broker.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.Position;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.message.OutgoingBatch;
import io.apogeemq.protocol.message.OutgoingRecord;
import io.apogeemq.protocol.message.OutgoingRecords;
import io.apogeemq.simulation.SimulatedProcess;
import io.apogeemq.simulation.Simulation;
import io.apogeemq.store.Store;
import io.apogeemq.store.StoreFailure;
import io.apogeemq.store.StoreFiles;
import io.apogeemq.store.StoreSettings;
import io.apogeemq.store.log.AppendResult;
import io.apogeemq.store.log.Durability;
import io.apogeemq.store.simulation.SimulatedDisk;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppenderTest {
    private static final InetSocketAddress HOST = new InetSocketAddress("127.0.0.1", 10911);
    private static final int SEGMENT_LENGTH = 16 << 10;

    private Simulation simulation;
    private Loop io;
    private Store store;
    private Appender appender;

    @BeforeEach
    void open() throws StoreFailure {
        open(1);
    }

    private void open(long seed) throws StoreFailure {
        simulation = new Simulation(seed);
        SimulatedProcess process = simulation.process("broker");
        io = process.loop("io");
        StoreFiles files = StoreFiles.defaults(Path.of("/store")).withLengths(SEGMENT_LENGTH, 20 * 20);
        store = Store.open(StoreSettings.defaults(files), new SimulatedDisk(seed), process);
        appender = new Appender(store, new AppendStages(), Promise.of(Durability.ON_DISK));
    }

    private static OutgoingRecord record(String topic, int length) {
        return new OutgoingRecord().set(topic, 0, 0, 0, 0, HOST, HOST, 0, 0, ByteBuffer.allocate(length));
    }

    private Placed placed(CompletableFuture<Placed> append) {
        simulation.runUntil("it has ended", 20_000, append::isDone);
        return append.join();
    }

    private CompletableFuture<Placed> appendAsIs(OutgoingRecords records) {
        return appender.appendAsIs(records, io).toCompletableFuture();
    }

    private long maxOffset(String topic) {
        return Objects.requireNonNull(store.queue(topic, 0)).maxOffset();
    }

    @Test
    void records_of_several_queues_have_their_places_when_the_stage_completes() {
        OutgoingBatch batch = new OutgoingBatch();
        batch.allOrNone();
        batch.add(record("orders", 10));
        batch.add(record("said of it", 10));

        Placed placed = placed(appendAsIs(batch));

        assertThat(placed).isEqualTo(new Placed(null, 0, 0, null));
        assertThat(batch.position(1)).isEqualTo(batch.length(0));
        assertThat(store.flushed().get()).isEqualTo(batch.endPosition());
        assertThat(maxOffset("orders")).isEqualTo(1);
        assertThat(maxOffset("said of it")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void who_finds_no_room_waits_in_line_and_comes_in_when_there_is_some(long seed) throws StoreFailure {
        open(seed);
        List<CompletableFuture<Placed>> waiting = new ArrayList<>();
        io.execute(() -> {
            // the files that are there are full before anybody can make the next
            OutgoingRecord large = record("large", 10_000);
            AppendResult result = AppendResult.APPENDED;
            while (result == AppendResult.APPENDED) {
                result = appender.tryAppend(large);
            }
            assertThat(result).isEqualTo(AppendResult.NO_SEGMENT);
            assertThat(appender.waitOrRefuse(result, io, () -> {})).isNull();
            for (int i = 0; i < 5; i++) {
                waiting.add(appendAsIs(record("t" + i, 10_000)));
            }
        });
        simulation.runUntil("they have asked", 1_000, () -> waiting.size() == 5);

        for (int i = 0; i < 5; i++) {
            assertThat(placed(waiting.get(i)).refusal()).isNull();
            assertThat(maxOffset("t" + i)).isEqualTo(1);
        }
    }

    @Test
    void a_store_that_takes_nothing_refuses_and_says_why() {
        store.close();

        Placed placed = placed(appendAsIs(record("t", 10)));

        assertThat(Objects.requireNonNull(placed.refusal()).code()).isEqualTo(ResponseCode.SERVICE_NOT_AVAILABLE);
        assertThat(placed.refusal().remark()).contains("shutting down");
    }

    @Test
    void a_record_that_no_log_file_holds_is_refused() {
        Placed placed = placed(appendAsIs(record("t", SEGMENT_LENGTH)));

        assertThat(Objects.requireNonNull(placed.refusal()).code()).isEqualTo(ResponseCode.MESSAGE_ILLEGAL);
    }

    @Test
    void what_is_stored_and_lacks_a_replica_says_so() {
        Position replicated = new Position("replicated", 0);
        Durability everywhere = new Durability("on disk and on replicas");
        store.confirmations().define(everywhere, 3_000, count -> {}, replicated, store.written());
        appender = new Appender(store, new AppendStages(), Promise.of(everywhere));
        CompletableFuture<Placed> append = appendAsIs(record("t", 10));

        Placed placed = placed(append);

        assertThat(placed.refusal()).isNull();
        assertThat(placed.missing()).isSameAs(replicated);
        assertThat(appender.late(replicated).code()).isEqualTo(ResponseCode.FLUSH_SLAVE_TIMEOUT);
        assertThat(appender.late(store.flushed()).code()).isEqualTo(ResponseCode.FLUSH_DISK_TIMEOUT);
    }
}
