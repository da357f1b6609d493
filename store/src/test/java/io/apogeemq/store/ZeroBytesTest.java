package io.apogeemq.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.store.disk.DiskFile;
import io.apogeemq.store.log.AppendResult;
import io.apogeemq.store.log.Durability;
import io.apogeemq.store.read.ReadRequest;
import io.apogeemq.store.read.ReadResult;
import io.apogeemq.store.read.ReadStatus;
import io.apogeemq.store.segment.LeasedSlices;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties with zero bytes, which is also what a disk shows of what it has lost. */
class ZeroBytesTest {
    private StoreRig rig;
    private final List<Map<String, String>> sent = new ArrayList<>();

    /** Returns whether it was taken. */
    private boolean send(Map<String, String> properties, Durability durability, Runnable confirmed) {
        boolean[] taken = new boolean[1];
        rig.onIo(() -> {
            rig.fill(rig.record, "t", 0, "body", null);
            properties.forEach((name, value) -> rig.record.properties().put(name, value));
            rig.record.encode();
            taken[0] = rig.store.append(rig.record) == AppendResult.APPENDED;
            if (taken[0]) {
                rig.store
                        .confirmations()
                        .await(rig.record.endPosition(), durability, rig.io, missing -> confirmed.run());
            }
        });
        return taken[0];
    }

    private void sendSome(int count) {
        for (int i = 0; i < count; i++) {
            Map<String, String> properties = Map.of("a\0b", "c\0", "KEYS", "key" + i, "z", "\0".repeat(1 + i * 20));
            boolean[] confirmed = new boolean[1];
            assertThat(send(properties, Durability.ON_DISK, () -> confirmed[0] = true))
                    .isTrue();
            rig.simulation.runUntil("it is on disk", 10_000, () -> confirmed[0]);
            sent.add(properties);
        }
    }

    private List<Map<String, String>> read() throws StoreFailure {
        List<Map<String, String>> found = new ArrayList<>();
        RecordReader reader = new RecordReader();
        MessageProperties properties = new MessageProperties();
        long offset = 0;
        while (true) {
            ReadResult result = rig.store.read("t", 0, ReadRequest.from(offset, 32));
            if (result.status() != ReadStatus.FOUND) {
                return found;
            }
            LeasedSlices slices = Objects.requireNonNull(result.messages());
            for (int i = 0; i < slices.count(); i++) {
                ByteBuffer buffer = slices.buffer(i);
                for (int at = 0; at < buffer.limit(); at += reader.length()) {
                    reader.read(buffer, at, buffer.limit() - at);
                    reader.properties(properties);
                    found.add(properties.toMap());
                }
            }
            slices.release();
            offset = result.nextOffset();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void are_delivered_after_a_crash(boolean power) throws StoreFailure {
        rig = new StoreRig(1);
        sendSome(25);
        if (power) {
            rig.cutPower();
        } else {
            rig.kill();
        }
        rig.start();

        assertThat(read()).isEqualTo(sent);
        assertThat(rig.store.damagedPlaces()).isEmpty();
    }

    @Test
    void are_whole_when_queues_are_made_again_and_when_the_log_is_sealed() throws Exception {
        rig = new StoreRig(1);
        sendSome(25);
        while (rig.store.gauges().segmentCount() < 4) {
            rig.sendNow("others", 0, "x".repeat(1000));
        }
        rig.simulation.runFor(20_000);
        rig.close();
        rig.disk.remove(StoreRig.ROOT.resolve("consumequeue"));
        rig.start();
        // the sums of sealed files are taken meanwhile
        rig.simulation.runFor(8_000_000);
        rig.restart();
        rig.disk.dropCaches();

        assertThat(read()).isEqualTo(sent);
        assertThat(rig.store.damagedPlaces()).isEmpty();
    }

    /** Whatever a loss of power leaves: a message that is delivered has the properties that it was sent with. */
    @Test
    void that_were_lost_are_told_from_those_that_were_sent() throws StoreFailure {
        for (long seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            rig = new StoreRig(seed);
            List<Map<String, String>> all = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                String value = "v".repeat(random.nextInt(700))
                        + "\0".repeat(random.nextInt(500))
                        + "v".repeat(random.nextInt(700));
                Map<String, String> properties = Map.of("number", "" + i, "value", value + i);
                if (!send(properties, Durability.MEMORY, () -> {})) {
                    break;
                }
                all.add(properties);
            }
            rig.cutPower();
            rig.start();
            List<Map<String, String>> found = read();
            assertThat(found).as("seed %d", seed).isEqualTo(all.subList(0, found.size()));
        }
    }

    /** As an Apache broker may have stored them: nothing there refuses any number of zeros. */
    @Test
    void at_the_end_of_properties_are_whole_when_something_lies_behind_them() throws Exception {
        for (int fill = 0; fill < 520; fill += 13) {
            rig = new StoreRig(1);
            rig.sendNow("others", 0, "x".repeat(fill));
            assertThat(send(Map.of("name", "value123"), Durability.ON_DISK, () -> {}))
                    .isTrue();
            rig.simulation.runFor(1000);
            long end = rig.store.appended().get();
            rig.sendNow("t", 0, "behind");
            rig.simulation.runFor(20_000);
            rig.close();
            try (DiskFile file = rig.disk.open(StoreRig.ROOT.resolve("commitlog/00000000000000000000"))) {
                file.write(ByteBuffer.allocate(4), end - 4);
            }
            rig.disk.remove(StoreRig.ROOT.resolve("consumequeue"));
            rig.start();

            assertThat(read()).as("behind %d", fill).hasSize(2);
            assertThat(rig.store.damagedPlaces()).isEmpty();
        }
    }
}
