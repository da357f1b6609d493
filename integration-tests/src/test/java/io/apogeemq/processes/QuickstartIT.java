package io.apogeemq.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.nodes.Node;
import io.apogeemq.nodes.Places;
import org.junit.jupiter.api.Test;

class QuickstartIT {

    @Test
    void shows_every_orders_steps_in_order_on_any_terminal() {
        try (Node quickstart = new Node("quickstart", Places.empty("quickstart"))) {
            quickstart.environment("LC_ALL", "C").environment("LANG", "C").start();

            assertThat(quickstart.awaitEnd()).as(quickstart.output()).isZero();
            assertThat(quickstart.output())
                    .containsSubsequence("创建", "付款", "推送", "完成")
                    .contains("queue")
                    .doesNotContain("WARN", "ERROR", "WARNING");
        }
    }
}
