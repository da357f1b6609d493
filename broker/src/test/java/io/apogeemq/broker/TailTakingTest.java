package io.apogeemq.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.remoting.Answer;
import io.apogeemq.simulation.Simulation;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A master that has lost its log's end takes that from its slave before it takes anything else. */
class TailTakingTest {
    private static final int SEEDS = Integer.getInteger("apogeemq.replication.seeds", 40);
    private static final int FIRST = Integer.getInteger("apogeemq.replication.first", 1);

    private Simulation simulation;
    private SimulatedBroker master;
    private SimulatedBroker slave;

    private void open(long seed) throws Exception {
        simulation = new Simulation(seed);
        new SimulatedNames(simulation);
        Map<String, String> both = Map.of(
                "namesrvAddr",
                SimulatedNames.ADDRESS,
                "brokerName",
                "broker-a",
                "brokerIP1",
                "127.0.0.1",
                "brokerIP2",
                "127.0.0.1",
                "flushIntervalCommitLog",
                "20000");
        Map<String, String> ofMaster = new HashMap<>(both);
        ofMaster.put("brokerRole", "SYNC_MASTER");
        master = new SimulatedBroker(simulation, seed * 10, "master", ofMaster).start();
        Map<String, String> ofSlave = new HashMap<>(both);
        ofSlave.putAll(Map.of("brokerRole", "SLAVE", "brokerId", "1", "listenPort", "11011"));
        slave = new SimulatedBroker(simulation, seed * 10 + 1, "slave", ofSlave).start();
        master.awaitSuccess(master.client("admin").createTopic("t", 3));
        simulation.runUntil("the slave is there", 60_000, () -> written(slave) == written(master));
        // it looks for its master each second
        simulation.runFor(5000);
    }

    private static long written(SimulatedBroker broker) {
        return broker.broker().store().written().get();
    }

    private int send(SimulatedBroker.Client client, int count) {
        int confirmed = 0;
        for (int i = 0; i < count; i++) {
            CompletableFuture<Answer> asked = client.send("t", i % 3, "message " + i + "x".repeat(100));
            confirmed += master.await(asked).code() == ResponseCode.SUCCESS ? 1 : 0;
        }
        return confirmed;
    }

    private void requireSame(long atLeast, String when) throws Exception {
        simulation.runUntil(when + ": caught up", 120_000, () -> written(slave) == written(master));
        assertThat(written(master)).as(when).isGreaterThanOrEqualTo(atLeast);
        SimulatedReplicas.requireEqual(master, slave);
        assertThat(slave.disk.list(Path.of("/store/apogee"))).as(when).noneMatch(name -> name.startsWith("cut-"));
    }

    @Test
    void what_a_loss_of_power_took_comes_back_from_the_slave() throws Exception {
        for (int seed = FIRST; seed < FIRST + SEEDS; seed++) {
            try {
                Random random = new Random(seed);
                open(seed);
                for (int round = 0; round < 3; round++) {
                    int confirmed = send(master.client("producer " + round), 10 + random.nextInt(60));
                    assertThat(confirmed).isPositive();
                    simulation.runFor(random.nextInt(3) == 0 ? 30_000 : random.nextInt(2000));
                    long end = written(slave);
                    master.cutPower();
                    simulation.runFor(random.nextInt(5000));
                    master.revive();
                    assertThat(written(master)).isGreaterThanOrEqualTo(end);
                    requireSame(end, "round " + round);
                    simulation.runFor(5000);
                }
            } catch (Exception | AssertionError e) {
                throw new AssertionError("-Dapogeemq.replication.first=" + seed + " -Dapogeemq.replication.seeds=1", e);
            }
        }
    }

    @Test
    void a_master_with_an_empty_store_takes_all_of_it() throws Exception {
        open(1);
        send(master.client("producer"), 200);
        long end = written(slave);
        master.stop();
        master.given(Map.of("storePathRootDir", "/new"));
        master.revive();
        assertThat(written(master)).isGreaterThanOrEqualTo(end);
        requireSame(end, "empty");
        simulation.runFor(5000);
        assertThat(send(master.client("producer 2"), 10)).isPositive();
    }
}
