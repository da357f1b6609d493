package io.apogeemq.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.remoting.Answer;
import io.apogeemq.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A slave and its master find the place up to which both logs are the same, whatever became of either. */
class CommonEndTest {
    private static final int SEEDS = Integer.getInteger("apogeemq.replication.seeds", 40);
    private static final int FIRST = Integer.getInteger("apogeemq.replication.first", 1);

    private static final Map<String, String> LEADS =
            Map.of("brokerRole", "ASYNC_MASTER", "brokerId", "0", "haMasterAddress", "");

    /** The slave takes the master's place. */
    private static void promote(SimulatedBroker slave) throws Exception {
        slave.kill();
        slave.given(LEADS);
        slave.revive();
    }

    /** Begins to follow the one that listens for slaves there. */
    private static void follow(SimulatedBroker one, int haPort) throws Exception {
        one.given(Map.of("brokerRole", "SLAVE", "brokerId", "1", "haMasterAddress", "127.0.0.1:" + haPort));
        one.revive();
    }

    private static List<String> kept(SimulatedBroker one) {
        return one.disk.list(Path.of("/store/apogee")).stream()
                .filter(name -> name.startsWith("cut-"))
                .toList();
    }

    private static void send(SimulatedBroker to, SimulatedBroker.Client client, String what, int count) {
        for (int i = 0; i < count; i++) {
            Answer answer = to.await(client.send("t", i % 3, what + " " + i + "z".repeat(300)));
            assertThat(answer.code())
                    .isIn(ResponseCode.SUCCESS, ResponseCode.SLAVE_NOT_AVAILABLE, ResponseCode.FLUSH_SLAVE_TIMEOUT);
        }
    }

    @Test
    void the_old_master_comes_back_as_a_slave_of_the_new_one_and_gives_up_what_that_has_not() throws Exception {
        SimulatedReplicas replicas = new SimulatedReplicas(11, Map.of());
        SimulatedBroker old = replicas.master;
        SimulatedBroker.Client client = old.client("producer");
        old.awaitSuccess(client.createTopic("t", 3));
        SimulatedBroker slave = replicas.slave(1, Map.of());
        send(old, client, "both have it", 300);
        replicas.awaitCaughtUp(slave);
        long common = slave.broker().store().written().get();
        slave.kill();
        send(old, client, "the old one alone has it", 20);
        old.kill();

        slave.given(LEADS);
        slave.revive();
        send(slave, slave.client("producer 2"), "the new one has it", 30);
        follow(old, 11012);
        replicas.awaitCaughtUp(old, slave);

        SimulatedReplicas.requireEqual(old, slave);
        assertThat(old.reopened).isEqualTo(1);
        assertThat(kept(old)).singleElement().asString().startsWith("cut-" + common + "-");
        assertThat(old.broker().store().queue("t", 0).maxOffset())
                .isEqualTo(slave.broker().store().queue("t", 0).maxOffset());
    }

    @Test
    void a_master_that_lost_its_end_is_followed_from_there() throws Exception {
        SimulatedReplicas replicas =
                new SimulatedReplicas(12, Map.of("brokerRole", "ASYNC_MASTER", "flushIntervalCommitLog", "100000"));
        SimulatedBroker.Client client = replicas.master.client("producer");
        replicas.master.awaitSuccess(client.createTopic("t", 3));
        SimulatedBroker slave = replicas.slave(1, Map.of());
        send(replicas.master, client, "safe", 50);
        replicas.simulation.runFor(100_000);
        send(replicas.master, client, "not forced", 50);
        replicas.awaitCaughtUp(slave);
        long before = slave.broker().store().written().get();
        replicas.master.cutPower();
        replicas.master.revive();
        assertThat(replicas.master.broker().store().written().get()).isLessThan(before);
        replicas.simulation.runUntil("it is opened anew", 60_000, () -> slave.reopened == 1);
        send(replicas.master, client, "later", 40);
        replicas.awaitCaughtUp(slave);
        SimulatedReplicas.requireEqual(replicas.master, slave);
        assertThat(kept(slave)).hasSize(1);
    }

    @Test
    void a_log_that_shares_nothing_with_the_masters_stays_as_it_is() throws Exception {
        SimulatedReplicas replicas = new SimulatedReplicas(13, Map.of("brokerRole", "ASYNC_MASTER"));
        SimulatedBroker.Client client = replicas.master.client("producer");
        replicas.master.awaitSuccess(client.createTopic("t", 3));
        SimulatedBroker other = new SimulatedBroker(
                replicas.simulation, 1300, "other", Map.of("listenPort", "12011", "brokerRole", "ASYNC_MASTER"));
        other.start();
        SimulatedBroker.Client producer = other.client("other producer");
        other.awaitSuccess(producer.createTopic("t", 3));
        send(other, producer, "of another", 60);
        send(replicas.master, client, "its own", 80);
        long end = other.broker().store().written().get();
        other.kill();
        follow(other, 10912);
        replicas.simulation.runFor(60_000);
        assertThat(other.reopened).isZero();
        assertThat(other.broker().store().written().get()).isEqualTo(end);
    }

    @Test
    void an_empty_slave_begins_where_its_masters_log_begins() throws Exception {
        SimulatedReplicas replicas = new SimulatedReplicas(14, Map.of("brokerRole", "ASYNC_MASTER"));
        Store store = replicas.master.broker().store();
        store.diskLoop().execute(() -> {
            try {
                store.beginAtNextOpen(3 * 65536);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        replicas.simulation.runFor(10);
        replicas.master.restart();
        SimulatedBroker.Client client = replicas.master.client("producer");
        replicas.master.awaitSuccess(client.createTopic("t", 3));
        send(replicas.master, client, "from the middle", 400);
        SimulatedBroker slave = replicas.slave(1, Map.of());
        replicas.awaitCaughtUp(slave);
        assertThat(slave.broker().store().minPosition()).isEqualTo(3 * 65536);
        SimulatedReplicas.requireEqual(replicas.master, slave);
    }

    /** Kills, losses of power, promotions and returns: what was confirmed with a slave is on whoever leads afterwards. */
    @Test
    void nothing_that_a_slave_had_is_missing_after_it_took_over() {
        for (int seed = FIRST; seed < FIRST + SEEDS; seed++) {
            try {
                play(seed);
            } catch (Exception | AssertionError e) {
                throw new AssertionError("-Dapogeemq.replication.first=" + seed + " -Dapogeemq.replication.seeds=1", e);
            }
        }
    }

    private void play(long seed) throws Exception {
        Random random = new Random(seed);
        SimulatedReplicas replicas = new SimulatedReplicas(
                1000 + seed, Map.of("flushDiskType", random.nextBoolean() ? "SYNC_FLUSH" : "ASYNC_FLUSH"));
        SimulatedBroker leader = replicas.master;
        SimulatedBroker follower = replicas.slave(1, Map.of());
        leader.awaitSuccess(leader.client("admin").createTopic("t", 3));
        Set<String> confirmed = new HashSet<>();
        for (int round = 0; round < 4; round++) {
            sendSome(random, leader, follower, confirmed, "round " + round);
            // the leader is gone, the other one takes its place; what was confirmed by both is there
            if (random.nextBoolean()) {
                leader.kill();
            } else {
                leader.cutPower();
            }
            follower.kill();
            follower.given(Map.of("brokerRole", "SYNC_MASTER", "brokerId", "0", "haMasterAddress", ""));
            follower.revive();
            Set<String> missing = new HashSet<>(confirmed);
            missing.removeAll(bodies(follower.broker().store()));
            assertThat(missing.size())
                    .as("of " + confirmed.size() + " missing in round " + round)
                    .isZero();
            int haPort = follower == replicas.master ? 10912 : 11012;
            sendSome(random, follower, null, new HashSet<>(), "alone in round " + round);
            leader.given(Map.of("brokerRole", "SLAVE", "brokerId", "1", "haMasterAddress", "127.0.0.1:" + haPort));
            leader.revive();
            replicas.awaitCaughtUp(leader, follower);
            replicas.simulation.runFor(2000);
            SimulatedReplicas.requireEqual(leader, follower);
            SimulatedBroker before = leader;
            leader = follower;
            follower = before;
        }
    }

    private void sendSome(
            Random random, SimulatedBroker leader, SimulatedBroker follower, Set<String> confirmed, String what)
            throws Exception {
        SimulatedBroker.Client client = leader.client("producer " + what);
        List<CompletableFuture<Answer>> asked = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        boolean lost = false;
        int count = 20 + random.nextInt(100);
        for (int i = 0; i < count; i++) {
            String text = what + ", " + i + "z".repeat(random.nextInt(10) == 0 ? 3000 : random.nextInt(200));
            texts.add(text);
            asked.add(client.send("t", random.nextInt(3), text));
            if (random.nextInt(4) == 0) {
                leader.simulation.runFor(random.nextInt(50));
            }
            if (follower != null && random.nextInt(40) == 0) {
                if (random.nextBoolean()) {
                    follower.kill();
                } else {
                    follower.cutPower();
                    lost = true;
                }
                leader.simulation.runFor(random.nextInt(2000));
                follower.revive();
            }
        }
        if (lost) {
            // it had confirmed what it has not any more: two losses at a time are more than two brokers bear
            leader.simulation.runUntil(
                    "what it lost is there again",
                    120_000,
                    () -> follower.broker().store().written().get()
                            == leader.broker().store().written().get());
        }
        if (random.nextBoolean()) {
            leader.simulation.runFor(random.nextInt(3000));
        }
        for (int i = 0; i < count; i++) {
            if (asked.get(i).isDone()
                    && !asked.get(i).isCompletedExceptionally()
                    && asked.get(i).join().code() == ResponseCode.SUCCESS) {
                confirmed.add(texts.get(i));
            }
        }
    }

    private static List<String> bodies(Store store) throws Exception {
        List<String> bodies = new ArrayList<>();
        store.forEachRecord(store.minPosition(), (record, position) -> {
            bodies.add(StandardCharsets.UTF_8.decode(record.body()).toString());
            return true;
        });
        return bodies;
    }
}
