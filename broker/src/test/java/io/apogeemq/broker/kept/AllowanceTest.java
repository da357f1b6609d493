package io.apogeemq.broker.kept;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.simulation.SimulatedProcess;
import io.apogeemq.simulation.Simulation;
import org.junit.jupiter.api.Test;

class AllowanceTest {
    private final Simulation simulation = new Simulation(1);
    private final SimulatedProcess process = simulation.process("broker");
    private int count;
    private int most;
    private final Allowance allowance = new Allowance(
            "topics",
            () -> count,
            () -> new Allowance.Rule(most, "mostTopics", 100, "topicsPerSecond"),
            process.clock());

    private int makeAll(int wanted) {
        int made = 0;
        for (int i = 0; i < wanted; i++) {
            if (allowance.takeSelfMade() == null) {
                made++;
            }
        }
        return made;
    }

    @Test
    void ten_seconds_worth_may_come_at_once_and_then_so_many_in_a_second() {
        assertThat(makeAll(5000)).isBetween(1000, 1001);
        assertThat(allowance.takeSelfMade()).contains("100 in a second", "topicsPerSecond");
        assertThat(allowance.refuseSelfMade()).contains("100 in a second", "topicsPerSecond");
        assertThat(allowance.refuse()).as("by hand").isNull();
        simulation.runFor(3_000);
        assertThat(makeAll(5000)).isEqualTo(300);
        simulation.runFor(3_600_000);
        assertThat(makeAll(5000)).as("after an hour").isBetween(1000, 1001);
    }

    @Test
    void looking_takes_nothing() {
        for (int i = 0; i < 5000; i++) {
            assertThat(allowance.refuseSelfMade()).isNull();
        }
        assertThat(makeAll(5000)).isBetween(1000, 1001);
    }

    @Test
    void a_bound_holds_for_all() {
        most = 7;
        count = 6;
        assertThat(allowance.refuse()).isNull();
        count = 7;
        assertThat(allowance.refuse()).contains("7 topics", "mostTopics");
        assertThat(allowance.takeSelfMade()).contains("7 topics", "mostTopics");
    }

    @Test
    void without_a_number_the_heap_is_the_bound() {
        long heap = Runtime.getRuntime().maxMemory();
        count = (int) Math.max(1000, heap / 8192) - 1;
        assertThat(allowance.refuse()).isNull();
        count++;
        assertThat(allowance.refuse()).contains("heap of " + (heap >> 20) + " MiB", "mostTopics");
    }
}
