package io.apogeemq.broker.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.broker.kept.Allowance;
import io.apogeemq.broker.kept.Journal;
import io.apogeemq.broker.kept.KeptTable;
import io.apogeemq.broker.kept.TableStore;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.protocol.body.TopicRecord;
import io.apogeemq.protocol.body.TopicTableBody;
import io.apogeemq.simulation.SimulatedProcess;
import io.apogeemq.simulation.Simulation;
import io.apogeemq.store.simulation.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TopicTableTest {
    static LongStream seeds() {
        return LongStream.rangeClosed(1, 50);
    }

    /** A table and the loop that owns it. */
    private record Owned(TopicTable topics, Loop control) {}

    private static Owned open(SimulatedProcess process, SimulatedDisk disk) throws IOException {
        TableStore tables = new TableStore(disk, Path.of("/store"), process.clock());
        Journal journal = tables.journal("topics.journal");
        Loop control = process.loop("control");
        TopicTable topics = new TopicTable(
                new KeptTable.Place(
                        control, process.loop("disk"), process.clock(), journal, tables.target("topics.json")),
                tables.load(
                        "topics.json",
                        TopicTableBody.BODY,
                        journal,
                        TableStore.Loss.IS_MADE_UP_FOR,
                        TopicTable::replay));
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

    private static final Path FILE = Path.of("/store/config/topics.json");

    private final Simulation simulation = new Simulation(1);
    private final SimulatedDisk disk = new SimulatedDisk(1);

    /** One life of a broker that makes these topics and is killed: the last ones are in the journal only. */
    private void liveAndDie(List<String> saved, List<String> journaled) throws IOException {
        SimulatedProcess process = simulation.process("a life");
        Owned owned = open(process, disk);
        make(owned, saved);
        owned.control.execute(() -> owned.topics.save());
        simulation.runFor(10_000);
        make(owned, journaled);
        process.crash();
        disk.kill();
    }

    private void make(Owned owned, List<String> names) {
        for (String name : names) {
            boolean[] made = new boolean[1];
            owned.control.execute(
                    () -> owned.topics.put(TopicRecord.of(name, 1, 6)).thenAccept(done -> made[0] = true));
            simulation.runUntil(name + " is made", 1000, () -> made[0]);
        }
    }

    private Set<String> topics() throws IOException {
        return open(simulation.process("a later life"), disk).topics.all().keySet();
    }

    /** Apache's brokers copy the old text to .bak and write the new one in place. */
    private void writeAsApache(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        disk.delete(Path.of(FILE + ".bak"));
        disk.rename(FILE, Path.of(FILE + ".bak"));
        disk.create(FILE, 0).write(ByteBuffer.wrap(bytes), 0);
    }

    @Test
    void what_another_broker_wrote_since_is_not_overwritten_from_the_journal() throws IOException {
        liveAndDie(List.of("before"), List.of("inJournal"));
        writeAsApache("{\"dataVersion\":{\"counter\":9},\"topicConfigTable\":{\"OfApache\":{\"perm\":6,"
                + "\"readQueueNums\":4,\"topicName\":\"OfApache\",\"writeQueueNums\":4}}}");

        assertThat(topics()).containsExactly("OfApache");
        assertThat(topics()).as("the next time too").containsExactly("OfApache");
    }

    @Test
    void a_journal_continues_the_file_that_was_there_when_it_began() throws IOException {
        liveAndDie(List.of("before"), List.of("first"));
        liveAndDie(List.of(), List.of("second"));

        assertThat(topics()).containsExactlyInAnyOrder("before", "first", "second");
    }

    @Test
    void a_journal_counts_though_the_file_that_it_continues_is_damaged() throws IOException {
        liveAndDie(List.of("before"), List.of("inJournal"));
        writeAsApache("rubbish");

        assertThat(topics()).containsExactlyInAnyOrder("before", "inJournal");
    }

    @Test
    void a_topic_is_announced_while_the_disk_works_and_found_when_it_is_there() throws IOException {
        Owned owned = open(simulation.process("a life"), disk);
        List<String> events = new ArrayList<>();
        owned.control.execute(() -> {
            owned.topics.onStaged(topic -> events.add(topic.name() + " announced"));
            owned.topics.put(TopicRecord.of("made", 8, 6)).thenAccept(made -> events.add(made.name() + " made"));
            events.add(owned.topics.find("made") == null ? "not found yet" : "found");
        });
        simulation.runUntil("it is made", 1000, () -> events.size() == 3);

        assertThat(events).containsExactly("made announced", "not found yet", "made made");
        assertThat(owned.topics.find("made")).isNotNull();
    }

    @Test
    void a_send_to_a_topic_that_is_being_made_gets_it_as_it_is_wanted_there() throws IOException {
        Owned owned = open(simulation.process("a life"), disk);
        TopicCreation creation = new TopicCreation(
                owned.control,
                owned.topics,
                () -> {
                    throw new AssertionError("no template is asked for");
                },
                new Allowance("topics", owned.topics::count, () -> new Allowance.Rule(1, "", 1, ""), Clock.system()));
        List<TopicRecord> found = new ArrayList<>();
        owned.control.execute(() -> {
            owned.topics.put(TopicRecord.of("made", 8, 4));
            creation.forSend("made", "TBW102", 2).thenAccept(made -> found.add(made.topic()));
        });
        simulation.runUntil("the send has its topic", 1000, () -> !found.isEmpty());

        assertThat(found).containsExactly(TopicRecord.of("made", 8, 4));
        assertThat(owned.topics.find("made")).isEqualTo(found.get(0));
    }
}
