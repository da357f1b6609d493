package io.apogeemq.broker.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.broker.table.Journal;
import io.apogeemq.broker.table.TableStore;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.protocol.body.TopicRecord;
import io.apogeemq.simulation.SimulatedProcess;
import io.apogeemq.simulation.Simulation;
import io.apogeemq.store.simulation.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TopicTableTest {
    static LongStream seeds() {
        return LongStream.rangeClosed(1, 50);
    }

    /** A table and the loop that owns it. */
    private record Owned(TopicTable topics, Loop control) {}

    private static Owned open(SimulatedProcess process, SimulatedDisk disk) throws IOException {
        TableStore tables = new TableStore(disk, Path.of("/store"));
        Journal journal = tables.journal("topics.journal");
        Loop control = process.loop("control");
        TopicTable topics = new TopicTable(
                control,
                process.loop("disk"),
                process.clock(),
                journal,
                tables.target("topics.json"),
                tables.load("topics.json", io.apogeemq.protocol.body.TopicTable.BODY, journal, TopicTable::replay));
        return new Owned(topics, control);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void what_was_answered_survives_the_loss_of_power(long seed) throws IOException {
        Simulation simulation = new Simulation(seed);
        SimulatedDisk disk = new SimulatedDisk(seed);
        Map<String, TopicRecord> answered = new HashMap<>();
        for (int life = 0; life < 4; life++) {
            SimulatedProcess process = simulation.process("life " + life);
            Owned owned = open(process, disk);
            assertThat(owned.topics.all().keySet()).as("seed %d", seed).containsAll(answered.keySet());
            int changes = 1 + simulation.random().nextInt(300);
            for (int i = 0; i < changes; i++) {
                TopicRecord topic =
                        TopicRecord.of("topic-" + simulation.random().nextInt(500), 1 + life * 1000 + i, 6);
                owned.control.execute(
                        () -> owned.topics.put(topic).thenAccept(done -> answered.put(topic.name(), topic)));
                if (simulation.random().nextInt(10) == 0) {
                    simulation.runFor(simulation.random().nextInt(1500));
                }
            }
            process.crash();
            disk.cutPower();
        }
        Owned last = open(simulation.process("last"), disk);
        for (Map.Entry<String, TopicRecord> entry : answered.entrySet()) {
            TopicRecord kept = last.topics.find(entry.getKey());
            assertThat(kept).as("seed %d: %s", seed, entry.getKey()).isNotNull();
            assertThat(kept.readQueueCount())
                    .as("seed %d: %s is not older than what was answered", seed, entry.getKey())
                    .isGreaterThanOrEqualTo(entry.getValue().readQueueCount());
        }
    }
}
