package io.apogeemq.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.OffsetAnswer;
import io.apogeemq.protocol.header.TopicRequest;
import io.apogeemq.remoting.Answer;
import io.apogeemq.remoting.Request;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a slave knows besides the log, and has when it takes its master's place. */
class LeaderTablesTest {
    private static boolean has(SimulatedBroker broker, String topic) {
        Answer answer = broker.await(broker.client("asks for " + topic)
                .ask(Request.of(RequestCode.GET_TOPIC_CONFIG, TopicRequest.CODEC, new TopicRequest(topic))));
        return answer.isOk();
    }

    @Test
    void topics_groups_and_offsets_follow_within_two_seconds_and_are_there_after_a_promotion() throws Exception {
        SimulatedReplicas replicas = new SimulatedReplicas(1, Map.of("brokerRole", "ASYNC_MASTER"));
        SimulatedBroker.Client client = replicas.master.client("client");
        replicas.master.awaitSuccess(client.createTopic("orders", 3));
        SimulatedBroker slave = replicas.slave(1, Map.of());
        replicas.simulation.runFor(2_000);
        assertThat(has(slave, "orders")).isTrue();
        assertThat(has(slave, "TBW102")).isTrue();

        replicas.master.awaitSuccess(client.createTopic("later", 1));
        for (int i = 0; i < 10; i++) {
            replicas.master.awaitSuccess(client.send("orders", 0, "m" + i));
        }
        replicas.master.awaitSuccess(client.pull("billing", "orders", 0, 0, 0));
        replicas.master.awaitSuccess(client.commit("billing", "orders", 0, 4));
        replicas.simulation.runFor(2_000);
        assertThat(has(slave, "later")).isTrue();
        replicas.master.awaitSuccess(client.deleteTopic("later"));
        replicas.simulation.runFor(2_000);
        assertThat(has(slave, "later")).isFalse();
        replicas.awaitCaughtUp(slave);

        replicas.master.kill();
        replicas.simulation.runFor(5_000);
        assertThat(has(slave, "orders")).isTrue();
        slave.stop();
        slave.given(Map.of("brokerRole", "ASYNC_MASTER", "brokerId", "0"));
        slave.revive();
        Answer offset = slave.await(slave.client("consumer").committed("billing", "orders", 0));
        assertThat(offset.code()).as(offset.remark()).isEqualTo(ResponseCode.SUCCESS);
        assertThat(offset.header(OffsetAnswer.CODEC).offset()).isEqualTo(4);
        assertThat(has(slave, "orders")).isTrue();
        assertThat(has(slave, "later")).isFalse();
    }

    @Test
    void offsets_that_are_ahead_of_the_slaves_log_go_back_to_its_end_when_it_takes_over() throws Exception {
        SimulatedReplicas replicas = new SimulatedReplicas(2, Map.of("brokerRole", "ASYNC_MASTER"));
        SimulatedBroker.Client client = replicas.master.client("client");
        replicas.master.awaitSuccess(client.createTopic("orders", 1));
        SimulatedBroker slave = replicas.slave(1, Map.of());
        replicas.master.awaitSuccess(client.send("orders", 0, "one"));
        replicas.awaitCaughtUp(slave);
        replicas.master.awaitSuccess(client.pull("billing", "orders", 0, 0, 0));
        replicas.master.awaitSuccess(client.commit("billing", "orders", 0, 9));
        replicas.simulation.runFor(2_000);
        replicas.master.kill();
        slave.stop();
        slave.given(Map.of("brokerRole", "ASYNC_MASTER", "brokerId", "0"));
        slave.revive();
        assertThat(slave.await(slave.client("consumer").committed("billing", "orders", 0))
                        .header(OffsetAnswer.CODEC)
                        .offset())
                .isEqualTo(1);
    }

    @Test
    void a_master_that_lost_its_tables_does_not_take_them_from_its_slave() throws Exception {
        SimulatedReplicas replicas = new SimulatedReplicas(3, Map.of("brokerRole", "ASYNC_MASTER"));
        SimulatedBroker.Client client = replicas.master.client("client");
        for (int i = 0; i < 20; i++) {
            replicas.master.awaitSuccess(client.createTopic("topic" + i, 1));
        }
        SimulatedBroker slave = replicas.slave(1, Map.of());
        replicas.simulation.runFor(2_000);
        replicas.master.stop();
        for (Path file : replicas.master.disk.files()) {
            replicas.master.disk.remove(file);
        }
        replicas.master.revive();
        replicas.master.awaitSuccess(replicas.master.client("again").createTopic("new", 1));
        replicas.simulation.runFor(5_000);
        assertThat(has(slave, "topic7")).isTrue();
        assertThat(has(slave, "new")).isTrue();
    }
}
