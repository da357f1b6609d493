package io.apogeemq.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.remoting.Answer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** However a pull ends, it ends. */
class PullLifeTest {
    private static final long SEED = 1;
    private static final int MORE_THAN_A_FILE = 250;

    private SimulatedBroker started(String... more) throws Exception {
        SimulatedBroker broker =
                new SimulatedBroker(SEED, more.length == 0 ? Map.of() : Map.of(more[0], more[1])).start();
        broker.awaitSuccess(broker.client("maker").createTopic("orders", 4));
        return broker;
    }

    @Test
    void a_first_pull_of_a_new_group_whose_read_fails_is_answered() throws Exception {
        SimulatedBroker broker = started();
        SimulatedBroker.Client producer = broker.client("producer");
        for (int i = 0; i < MORE_THAN_A_FILE; i++) {
            broker.awaitSuccess(producer.send("orders", 1, "paid"));
        }
        broker.restart();
        broker.disk.refuseReads(Path.of("/store/consumequeue"));
        Answer answer = broker.await(broker.client("consumer").pull("new", "orders", 1, 0, 0));
        assertThat(answer.code()).as(answer.remark()).isEqualTo(ResponseCode.SYSTEM_ERROR);
    }

    @Test
    void a_pull_waits_no_longer_than_its_connection_lives() throws Exception {
        SimulatedBroker broker = started();
        SimulatedBroker.Client consumer = broker.client("consumer");
        for (int queue = 0; queue < 4; queue++) {
            consumer.pull("group", "orders", queue, 0, 600_000);
        }
        broker.simulation.runUntil("they wait", 5_000, () -> broker.broker().parkedPulls() == 4);
        consumer.process.crash();
        broker.simulation.runUntil("none waits", 5_000, () -> broker.broker().parkedPulls() == 0);
        assertThat(broker.broker().queuesWaitedFor()).isZero();
    }

    @Test
    void nothing_is_kept_of_a_queue_for_which_nobody_waits_any_more() throws Exception {
        SimulatedBroker broker = started();
        CompletableFuture<Answer> pull = broker.client("consumer").pull("group", "orders", 2, 0, 600_000);
        broker.simulation.runUntil("it waits", 5_000, () -> broker.broker().queuesWaitedFor() == 1);
        broker.awaitSuccess(broker.client("producer").send("orders", 2, "paid"));
        broker.awaitSuccess(pull);
        assertThat(broker.broker().queuesWaitedFor()).isZero();
    }
}
