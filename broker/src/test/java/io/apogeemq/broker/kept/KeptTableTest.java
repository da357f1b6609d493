package io.apogeemq.broker.kept;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.broker.topic.TopicTable;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.protocol.body.DataVersion;
import io.apogeemq.protocol.body.TopicRecord;
import io.apogeemq.protocol.body.TopicTableBody;
import io.apogeemq.simulation.SimulatedProcess;
import io.apogeemq.simulation.Simulation;
import io.apogeemq.store.simulation.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A table of topics on a disk that fails, loses power, or answers late. */
class KeptTableTest {
    private static final Path JOURNALS = Path.of("/store/apogee");
    private static final Path FILES = Path.of("/store/config");

    private Simulation simulation = new Simulation(1);
    private SimulatedDisk disk = new SimulatedDisk(1);
    private SimulatedProcess process = simulation.process("a life");
    private TopicTable topics;
    private Loop control;
    private Loop diskLoop;

    @BeforeEach
    void open() throws IOException {
        TableStore tables = new TableStore(disk, Path.of("/store"), process.clock());
        Journal journal = tables.journal("topics.journal");
        control = process.loop("control");
        diskLoop = process.loop("disk");
        topics = new TopicTable(
                new KeptTable.Place(control, diskLoop, process.clock(), journal, tables.target("topics.json")),
                tables.load(
                        "topics.json",
                        TopicTableBody.BODY,
                        journal,
                        TableStore.Loss.IS_MADE_UP_FOR,
                        TopicTable::replay));
    }

    /** The process ends where it stands, another opens what is there. */
    private void reopen() throws IOException {
        process.crash();
        disk.kill();
        disk.leaveRoom(Long.MAX_VALUE);
        process = simulation.process("another life");
        open();
    }

    private static TopicRecord topic(String name, int queues) {
        return TopicRecord.of(name, queues, 6);
    }

    /** What became of something that was asked for. */
    private static final class Outcome {
        private String text = "";
    }

    private Outcome ask(Supplier<CompletionStage<?>> question) {
        Outcome outcome = new Outcome();
        control.execute(() -> question.get()
                .whenComplete((done, failure) ->
                        outcome.text = failure != null ? "failed" : done instanceof TopicRecord ? "put" : "" + done));
        return outcome;
    }

    private String answer(Supplier<CompletionStage<?>> question) {
        Outcome outcome = ask(question);
        simulation.runUntil("it is answered", 1000, () -> !outcome.text.isEmpty());
        return outcome.text;
    }

    /** Nothing can be written any more: the journal, which begins anew in each life, needs room. */
    private void fillDisk() {
        disk.leaveRoom(0);
    }

    private void makeRoom() {
        disk.leaveRoom(Long.MAX_VALUE);
    }

    private void keep(TopicRecord topic) throws IOException {
        assertThat(answer(() -> topics.put(topic))).isEqualTo("put");
        assertThat(answer(() -> topics.save())).isEqualTo("null");
        disk.remove(JOURNALS.resolve("topics.journal"));
        reopen();
    }

    @Test
    void a_removal_that_failed_is_made_when_it_is_asked_for_again() throws IOException {
        keep(topic("orders", 4));
        fillDisk();
        assertThat(answer(() -> topics.remove("orders"))).isEqualTo("failed");
        assertThat(topics.find("orders")).isEqualTo(topic("orders", 4));
        assertThat(answer(() -> topics.remove("orders"))).as("again").isEqualTo("failed");
        makeRoom();

        assertThat(answer(() -> topics.remove("orders"))).isEqualTo("true");
        assertThat(topics.find("orders")).isNull();
        assertThat(answer(() -> topics.remove("orders"))).as("what is gone").isEqualTo("false");
        reopen();
        assertThat(topics.all()).isEmpty();
    }

    @Test
    void whoever_removes_what_is_being_removed_learns_what_becomes_of_it() throws IOException {
        keep(topic("orders", 4));
        fillDisk();
        Outcome first = ask(() -> topics.remove("orders"));
        Outcome second = ask(() -> topics.remove("orders"));
        simulation.runUntil("both are answered", 1000, () -> !first.text.isEmpty() && !second.text.isEmpty());
        assertThat(List.of(first.text, second.text)).containsExactly("failed", "failed");
        makeRoom();

        Outcome third = ask(() -> topics.remove("orders"));
        Outcome fourth = ask(() -> topics.remove("orders"));
        simulation.runUntil("both are answered", 1000, () -> !third.text.isEmpty() && !fourth.text.isEmpty());
        assertThat(List.of(third.text, fourth.text)).containsExactly("true", "true");
    }

    @Test
    void a_topic_that_could_not_be_kept_is_not_there_then_or_later() throws IOException {
        fillDisk();
        assertThat(answer(() -> topics.put(topic("orders", 4)))).isEqualTo("failed");
        assertThat(topics.all()).isEmpty();
        boolean[] staged = {true};
        control.execute(() -> staged[0] = topics.findStaged("orders") != null);
        simulation.runFor(1);
        assertThat(staged[0]).isFalse();
        makeRoom();
        simulation.runFor(60_000);

        reopen();
        assertThat(topics.all()).isEmpty();
    }

    @Test
    void a_change_behind_one_that_failed_is_made() throws IOException {
        keep(topic("orders", 4));
        fillDisk();
        Outcome first = ask(() -> topics.put(topic("bills", 1)).whenComplete((done, failure) -> makeRoom()));
        Outcome second = ask(() -> topics.put(topic("orders", 8)));
        Outcome third = ask(() -> topics.remove("bills"));
        simulation.runUntil("all are answered", 1000, () -> !third.text.isEmpty());

        assertThat(List.of(first.text, second.text)).containsExactly("failed", "put");
        assertThat(topics.all()).containsOnly(Map.entry("orders", topic("orders", 8)));
        reopen();
        assertThat(topics.all()).containsOnly(Map.entry("orders", topic("orders", 8)));
    }

    @Test
    void others_are_told_that_what_they_heard_of_did_not_come_to_be() {
        List<String> heard = new ArrayList<>();
        topics.onStaged(topic -> heard.add(topic.name()));
        topics.onUndone(() -> heard.add("undone " + topics.allStaged()));
        fillDisk();
        answer(() -> topics.put(topic("orders", 4)));

        assertThat(heard).containsExactly("orders", "undone {}");
    }

    @Test
    void what_is_made_under_a_removed_name_comes_behind_the_deletion_of_its_files() throws IOException {
        keep(topic("orders", 4));
        for (int askedMeanwhile : new int[] {0, 1, 3}) {
            List<String> events = new ArrayList<>();
            control.execute(() -> {
                // holds the first write, so that the others stand in line together
                for (int i = 0; i < askedMeanwhile; i++) {
                    topics.put(topic("other" + i, 1 + events.size()));
                }
                topics.remove("orders").thenAccept(removed -> diskLoop.execute(() -> events.add("files deleted")));
                topics.put(topic("orders", 8)).thenAccept(made -> events.add("made again"));
            });
            simulation.runUntil("both are done", 1000, () -> events.size() == 2);
            assertThat(events).as("%d", askedMeanwhile).containsExactly("files deleted", "made again");
        }
    }

    @Test
    void the_version_never_goes_back() {
        List<DataVersion> versions = new ArrayList<>();
        control.execute(() -> {
            topics.put(topic("orders", 4)).thenAccept(done -> versions.add(topics.version()));
            topics.touch().thenAccept(done -> versions.add(topics.version()));
            topics.put(topic("bills", 4)).thenAccept(done -> versions.add(topics.version()));
        });
        simulation.runUntil("all is done", 1000, () -> {
            versions.add(topics.version());
            return topics.find("bills") != null;
        });

        assertThat(versions).isSorted();
        assertThat(topics.version().counter()).isEqualTo(3);
    }

    @Test
    void a_table_becomes_what_another_brokers_table_is() throws IOException {
        keep(topic("orders", 4));
        DataVersion theirs = new DataVersion(17, 2, 1234);
        Outcome before = ask(() -> topics.put(topic("bills", 1)));
        Outcome replaced = ask(() -> topics.replaceAll(theirs, Map.of("goods", topic("goods", 2))));
        Outcome after = ask(() -> topics.put(topic("parcels", 3)));
        simulation.runUntil("all is done", 1000, () -> !after.text.isEmpty());

        assertThat(List.of(before.text, replaced.text, after.text)).containsExactly("put", "null", "put");
        assertThat(topics.all().keySet()).containsExactlyInAnyOrder("goods", "parcels");
        assertThat(topics.version().stateVersion()).isEqualTo(2);
        assertThat(topics.version().counter()).isEqualTo(18);
        reopen();
        assertThat(topics.all().keySet()).containsExactlyInAnyOrder("goods", "parcels");
        assertThat(topics.version().counter()).isEqualTo(18);
    }

    @Test
    void a_file_that_could_not_be_written_is_written_later() throws IOException {
        assertThat(answer(() -> topics.put(topic("orders", 4)))).isEqualTo("put");
        disk.refuseNamesIn(FILES);
        simulation.runFor(60_000);
        assertThat(disk.exists(FILES.resolve("topics.json"))).isFalse();
        disk.allowNames();
        simulation.runFor(60_000);

        assertThat(disk.exists(FILES.resolve("topics.json"))).isTrue();
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 100);
    }

    /** What each name may stand for after the end: what was answered last, or anything asked since. */
    private static final class Expected {
        private final Map<String, Set<Integer>> queues = new HashMap<>();

        void asked(String name, int count) {
            queues.computeIfAbsent(name, unused -> new HashSet<>(Set.of(0))).add(count);
        }

        /** Everything asked before this was answered is out of the question, as far as it was asked before this. */
        void answered(String name, int count, Set<Integer> askedBefore) {
            Set<Integer> possible = queues.computeIfAbsent(name, unused -> new HashSet<>());
            possible.removeAll(askedBefore);
            possible.add(count);
        }

        Set<Integer> of(String name) {
            return Set.copyOf(queues.getOrDefault(name, Set.of(0)));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void what_was_answered_holds_on_a_disk_that_fails_and_loses_power(long seed) throws IOException {
        simulation = new Simulation(seed);
        disk = new SimulatedDisk(seed);
        Random random = new Random(seed);
        Expected expected = new Expected();
        process = simulation.process("life 0");
        open();
        for (int life = 1; life < 5; life++) {
            int changes = 1 + random.nextInt(150);
            for (int i = 0; i < changes; i++) {
                String name = "topic-" + random.nextInt(20);
                int count = random.nextInt(4) == 0 ? 0 : life * 1000 + i;
                control.execute(() -> {
                    Set<Integer> before = expected.of(name);
                    expected.asked(name, count);
                    CompletionStage<?> done = count == 0 ? topics.remove(name) : topics.put(topic(name, count));
                    done.thenAccept(answer -> expected.answered(name, count, before));
                });
                if (random.nextInt(8) == 0) {
                    simulation.runFor(random.nextInt(1500));
                    disk.leaveRoom(random.nextInt(3) == 0 ? 0 : Long.MAX_VALUE);
                }
            }
            if (random.nextBoolean()) {
                simulation.runFor(random.nextInt(20_000));
            }
            process.crash();
            disk.leaveRoom(Long.MAX_VALUE);
            disk.cutPower();
            process = simulation.process("life " + life);
            open();
            for (int i = 0; i < 20; i++) {
                TopicRecord found = topics.find("topic-" + i);
                int count = found == null ? 0 : found.readQueueCount();
                assertThat(expected.of("topic-" + i))
                        .as("seed %d, topic-%d", seed, i)
                        .contains(count);
                expected.queues.put("topic-" + i, new HashSet<>(Set.of(count)));
            }
        }
    }
}
