package io.apogeemq.store.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.Position;
import io.apogeemq.simulation.Simulation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfirmationsTest {
    private final Simulation simulation = new Simulation(1);
    private final Loop loop = simulation.process("broker").loop("io");
    private final Position flushed = new Position("flushed", 0);
    private final Position replicated = new Position("replicated", 0);
    private final Confirmations confirmations = new Confirmations(simulation.clock());
    private final Durability everywhere = new Durability("on disk and on replicas");
    private final List<String> told = new ArrayList<>();
    private final List<Integer> asked = new ArrayList<>();

    ConfirmationsTest() {
        confirmations.define(Durability.ON_DISK, 5_000, asked::add, flushed);
        confirmations.define(everywhere, 3_000, asked::add, replicated, flushed);
    }

    private void await(long end, Durability durability, String who) {
        loop.execute(() -> confirmations.await(
                end, durability, loop, missing -> told.add(who + (missing == null ? "" : " without " + missing))));
    }

    private void move(Position position, long to) {
        position.advanceTo(to);
        confirmations.advanced();
        simulation.runFor(10);
    }

    @Test
    void who_waits_for_several_positions_is_told_when_all_have_passed() {
        await(100, everywhere, "a");
        await(100, Durability.ON_DISK, "b");
        simulation.runFor(10);
        assertThat(told).isEmpty();
        assertThat(asked).as("once for each line").hasSize(2);

        move(flushed, 100);
        assertThat(told).containsExactly("b");
        move(replicated, 99);
        assertThat(told).containsExactly("b");
        move(replicated, 100);
        assertThat(told).containsExactly("b", "a");
    }

    @Test
    void who_waits_too_long_is_told_the_first_position_that_is_missing() {
        await(100, everywhere, "both");
        simulation.runFor(3_010);
        assertThat(told).containsExactly("both without replicated=0");

        await(200, everywhere, "disk");
        move(replicated, 200);
        simulation.runFor(3_010);
        assertThat(told).contains("disk without flushed=0");

        await(300, everywhere, "replicas");
        move(flushed, 300);
        simulation.runFor(3_010);
        assertThat(told).contains("replicas without replicated=200").hasSize(3);
    }

    @Test
    void each_durability_has_its_own_time() {
        await(100, Durability.ON_DISK, "slow");
        simulation.runFor(10);
        await(100, everywhere, "quick");

        simulation.runFor(3_010);
        assertThat(told).containsExactly("quick without replicated=0");
        simulation.runFor(2_000);
        assertThat(told).containsExactly("quick without replicated=0", "slow without flushed=0");
    }

    @Test
    void what_is_defined_later_can_be_waited_for_by_a_loop_that_has_waited_before() {
        await(50, Durability.ON_DISK, "before");
        simulation.runFor(10);
        Durability later = new Durability("on replicas");
        confirmations.define(later, 1_000, count -> {}, replicated);

        await(50, later, "after");
        move(replicated, 50);
        assertThat(told).containsExactly("after");
        move(flushed, 50);
        assertThat(told).containsExactly("after", "before");
    }

    @Test
    void what_means_nothing_cannot_be_waited_for() {
        loop.execute(() -> assertThatThrownBy(
                        () -> confirmations.await(1, new Durability("on the moon"), loop, missing -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("on the moon"));
        simulation.runFor(10);
    }
}
