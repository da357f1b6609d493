package io.apogeemq.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.protocol.message.OutgoingRecord;
import io.apogeemq.protocol.message.SysFlag;
import io.apogeemq.store.index.KeyMatches;
import io.apogeemq.store.index.KeyQuery;
import io.apogeemq.store.index.KeyQuery.Kind;
import io.apogeemq.store.log.AppendResult;
import io.apogeemq.store.log.Durability;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyIndexTest {
    private static final int MANY = 32;
    private static final Path INDEX = StoreRig.ROOT.resolve("index");

    private final StoreRig rig;

    KeyIndexTest() throws StoreFailure {
        rig = new StoreRig(1);
    }

    private void send(String topic, String body, Map<String, String> properties) {
        send(topic, body, 0, properties);
    }

    private void send(String topic, String body, int sysFlag, Map<String, String> properties) {
        boolean[] confirmed = {false};
        rig.onIo(() -> {
            OutgoingRecord record = rig.fill(rig.record, topic, 0, body, null);
            record.sysFlag(sysFlag);
            properties.forEach(record.properties()::put);
            assertThat(rig.store.append(record)).isEqualTo(AppendResult.APPENDED);
            rig.store
                    .confirmations()
                    .await(record.endPosition(), Durability.MEMORY, rig.io, missing -> confirmed[0] = missing == null);
        });
        rig.simulation.runUntil("it is confirmed", 10_000, () -> confirmed[0]);
    }

    private List<String> find(String topic, Kind kind, String key) {
        return rig.find(new KeyQuery(topic, kind, key, 0, Long.MAX_VALUE, MANY));
    }

    private long indexFiles() {
        rig.simulation.runFor(1000);
        return rig.disk.files().stream().filter(file -> file.startsWith(INDEX)).count();
    }

    @Test
    void a_message_is_found_by_each_of_its_keys_its_id_and_its_tags_as_soon_as_it_is_confirmed() {
        send("orders", "paid", Map.of("KEYS", "o-1 all  o-2", "UNIQ_KEY", "ID1", "TAGS", "new"));
        for (String key : List.of("o-1", "all", "o-2", "ID1")) {
            assertThat(find("orders", Kind.ANY_KEY, key)).as(key).containsExactly("paid");
        }
        assertThat(find("orders", Kind.UNIQUE_ID, "ID1")).containsExactly("paid");
        assertThat(find("orders", Kind.TAGS, "new")).containsExactly("paid");
    }

    @Test
    void nothing_else_is_found() {
        send("orders", "paid", Map.of("KEYS", "o-1 all", "UNIQ_KEY", "ID1", "TAGS", "new"));
        assertThat(find("orders", Kind.ANY_KEY, "o")).isEmpty();
        assertThat(find("orders", Kind.ANY_KEY, "o-1 all")).isEmpty();
        assertThat(find("orders", Kind.ANY_KEY, "")).isEmpty();
        assertThat(find("orders", Kind.ANY_KEY, "T#new")).isEmpty();
        assertThat(find("orders", Kind.UNIQUE_ID, "o-1")).isEmpty();
        assertThat(find("orders", Kind.TAGS, "o-1")).isEmpty();
        assertThat(find("order", Kind.ANY_KEY, "s#o-1")).isEmpty();
        assertThat(find("other", Kind.ANY_KEY, "o-1")).isEmpty();
    }

    @Test
    void keys_with_one_hash_are_told_apart() {
        send("t", "first", Map.of("KEYS", "AaAa"));
        send("t", "second", Map.of("KEYS", "BBBB"));
        send("t", "third", Map.of("KEYS", "AaBB BBAa"));
        assertThat(find("t", Kind.ANY_KEY, "AaAa")).containsExactly("first");
        assertThat(find("t", Kind.ANY_KEY, "BBBB")).containsExactly("second");
        assertThat(find("t", Kind.ANY_KEY, "BBAa")).containsExactly("third");
    }

    @Test
    void a_crowd_of_other_keys_with_the_same_hash_hides_nothing() {
        send("t", "wanted", Map.of("KEYS", "AaAa"));
        for (int i = 0; i < 2 * MANY; i++) {
            send("t", "other " + i, Map.of("KEYS", "BBBB"));
        }
        assertThat(rig.find(new KeyQuery("t", Kind.ANY_KEY, "AaAa", 0, Long.MAX_VALUE, 1)))
                .containsExactly("wanted");
    }

    @Test
    void keys_may_be_in_any_script() {
        send("t", "tea", Map.of("KEYS", "茶 чай té"));
        for (String key : List.of("茶", "чай", "té")) {
            assertThat(find("t", Kind.ANY_KEY, key)).as(key).containsExactly("tea");
        }
    }

    @Test
    void the_newest_come_first_over_many_files_and_no_more_than_asked_for() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            send("t", "m" + i, Map.of("KEYS", "k", "UNIQ_KEY", "id" + i));
            all.add(0, "m" + i);
        }
        assertThat(indexFiles()).isGreaterThan(5);
        assertThat(rig.find(new KeyQuery("t", Kind.ANY_KEY, "k", 0, Long.MAX_VALUE, 7)))
                .isEqualTo(all.subList(0, 7));
        assertThat(rig.find(new KeyQuery("t", Kind.ANY_KEY, "k", 0, Long.MAX_VALUE, 1000)))
                .isEqualTo(all);
        for (int i = 0; i < 200; i++) {
            assertThat(find("t", Kind.UNIQUE_ID, "id" + i)).containsExactly("m" + i);
        }
    }

    @Test
    void a_time_range_is_exact_to_the_millisecond_with_both_ends() {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            rig.simulation.runFor(37);
            times.add(rig.simulation.clock().millis());
            send("t", "m" + i, Map.of("KEYS", "k"));
        }
        for (int from = 0; from < 100; from += 9) {
            for (int to = from; to < 100; to += 13) {
                long first = times.get(from);
                long last = times.get(to);
                assertThat(rig.find(new KeyQuery("t", Kind.ANY_KEY, "k", first, last, 1000)))
                        .hasSize(to - from + 1)
                        .startsWith("m" + to)
                        .endsWith("m" + from);
                assertThat(rig.find(new KeyQuery("t", Kind.ANY_KEY, "k", first + 1, last - 1, 1000)))
                        .hasSize(Math.max(0, to - from - 1));
            }
        }
        assertThat(rig.find(new KeyQuery("t", Kind.ANY_KEY, "k", times.get(99) + 1, Long.MAX_VALUE, 9)))
                .isEmpty();
    }

    @Test
    void rollbacks_are_not_found_half_messages_are() {
        send("t", "half", SysFlag.TRANSACTION_PREPARED, Map.of("KEYS", "k"));
        send("t", "back", SysFlag.TRANSACTION_ROLLBACK, Map.of("KEYS", "k"));
        assertThat(find("t", Kind.ANY_KEY, "k")).containsExactly("half");
    }

    @Test
    void the_answer_says_how_far_the_index_reaches() {
        send("t", "first", Map.of("KEYS", "k"));
        long position = rig.store.written().get();
        long millis = rig.simulation.clock().millis();
        send("t", "second", Map.of("KEYS", "k"));
        KeyMatches found = rig.findRaw(new KeyQuery("t", Kind.ANY_KEY, "none", 0, Long.MAX_VALUE, 9));
        found.messages().release();
        assertThat(found.count()).isZero();
        assertThat(found.indexedPosition()).isEqualTo(position);
        assertThat(found.indexedMillis()).isGreaterThanOrEqualTo(millis);
    }

    @Test
    void a_clean_restart_reads_nothing_again_and_finds_everything() throws StoreFailure {
        for (int i = 0; i < 120; i++) {
            send("t", "m" + i, Map.of("KEYS", "k" + i % 10));
        }
        long files = indexFiles();
        rig.restart();
        assertThat(find("t", Kind.ANY_KEY, "k3")).hasSize(12).startsWith("m113");
        send("t", "more", Map.of("KEYS", "k3"));
        assertThat(find("t", Kind.ANY_KEY, "k3")).hasSize(13).startsWith("more", "m113");
        assertThat(indexFiles()).isEqualTo(files);
    }

    @Test
    void an_index_that_is_gone_or_lacks_any_file_is_made_again() throws StoreFailure {
        for (int i = 0; i < 200; i++) {
            send("t", "m" + i, Map.of("KEYS", "k", "UNIQ_KEY", "id" + i));
        }
        rig.simulation.runFor(1000);
        for (int missing = -1; missing < 8; missing++) {
            rig.close();
            List<Path> files = rig.disk.files().stream()
                    .filter(file -> file.startsWith(INDEX))
                    .toList();
            assertThat(files).hasSizeGreaterThanOrEqualTo(8);
            for (Path gone : missing < 0 ? files : List.of(files.get(missing))) {
                rig.disk.remove(gone);
            }
            rig.start();
            List<String> found = rig.find(new KeyQuery("t", Kind.ANY_KEY, "k", 0, Long.MAX_VALUE, 1000));
            assertThat(found).as("without file %d", missing).hasSize(200).doesNotHaveDuplicates();
        }
    }

    @Test
    void other_limits_make_the_index_again() throws StoreFailure {
        for (int i = 0; i < 100; i++) {
            send("t", "m" + i, Map.of("KEYS", "k"));
        }
        rig.close();
        rig.indexing(17, 1000);
        rig.start();
        assertThat(rig.find(new KeyQuery("t", Kind.ANY_KEY, "k", 0, Long.MAX_VALUE, 1000)))
                .hasSize(100);
        assertThat(indexFiles()).isEqualTo(1);
    }

    @Test
    void a_full_disk_stops_the_index_but_no_send_and_it_catches_up() {
        send("t", "first", Map.of("KEYS", "k"));
        rig.simulation.runFor(10_000);
        // for the log alone: a block with each message
        rig.disk.leaveRoom(150_000);
        for (int i = 0; i < 30; i++) {
            send("t", "m" + i, Map.of("KEYS", "k"));
        }
        rig.disk.leaveRoom(0);
        rig.simulation.runFor(10_000);
        rig.disk.leaveRoom(Long.MAX_VALUE);
        rig.simulation.runFor(10_000);
        assertThat(find("t", Kind.ANY_KEY, "k")).hasSize(31);
    }
}
