package io.apogeemq.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.simulation.Simulation;
import io.apogeemq.store.Store;
import io.apogeemq.store.segment.LeasedSlices;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** A master and its slaves, in one thread from one seed. */
final class SimulatedReplicas {
    private static final int SLAVE_PORT = 11011;

    final long seed;
    final Simulation simulation;
    final SimulatedBroker master;

    SimulatedReplicas(long seed, Map<String, String> ofMaster) throws Exception {
        this.seed = seed;
        simulation = new Simulation(seed);
        Map<String, String> more = new HashMap<>(Map.of("brokerRole", "SYNC_MASTER"));
        more.putAll(ofMaster);
        master = new SimulatedBroker(simulation, seed * 10, "master", more);
        master.start();
    }

    /** @param id from 1 on */
    SimulatedBroker slave(int id, Map<String, String> ofSlave) throws Exception {
        Map<String, String> more = new HashMap<>(Map.of(
                "brokerRole",
                "SLAVE",
                "brokerId",
                "" + id,
                "listenPort",
                "" + (SLAVE_PORT + 100 * (id - 1)),
                "haMasterAddress",
                "127.0.0.1:10912"));
        more.putAll(ofSlave);
        return new SimulatedBroker(simulation, seed * 10 + id, "slave-" + id, more).start();
    }

    /** Until that one has all that the other has. */
    void awaitCaughtUp(SimulatedBroker slave, SimulatedBroker leader) {
        simulation.runUntil(
                "the slave has caught up, seed " + seed,
                120_000,
                () -> slave.broker().store().written().get()
                        == leader.broker().store().written().get());
    }

    void awaitCaughtUp(SimulatedBroker slave) {
        awaitCaughtUp(slave, master);
    }

    /** The bytes of both logs, as far as both have them, are equal. */
    static void requireEqual(SimulatedBroker one, SimulatedBroker other) throws IOException {
        Store first = one.broker().store();
        Store second = other.broker().store();
        long from = Math.max(first.minPosition(), second.minPosition());
        long to = Math.min(first.written().get(), second.written().get());
        assertThat(Arrays.equals(log(first, from, to), log(second, from, to)))
                .as("the logs are equal from " + from + " to " + to)
                .isTrue();
    }

    static byte[] log(Store store, long from, long to) throws IOException {
        byte[] all = new byte[(int) (to - from)];
        int at = 0;
        while (at < all.length) {
            LeasedSlices slices = store.logSlices().slice(from + at, all.length - at);
            assertThat(slices).as("the log at " + (from + at)).isNotNull();
            ByteBuffer part = slices.buffer(0);
            int length = part.remaining();
            part.get(all, at, length);
            at += length;
            slices.release();
        }
        return all;
    }
}
