package io.apogeemq.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.protocol.admin.BrokerReports;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.NoHeader;
import io.apogeemq.remoting.Answer;
import io.apogeemq.remoting.Request;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A master, its slaves, and what a producer is told. */
class ReplicationTest {
    private static Answer sendOne(SimulatedBroker broker, SimulatedBroker.Client client, String body) {
        return broker.await(client.send("t", 0, body));
    }

    private static BrokerReports.Replication status(SimulatedBroker broker, SimulatedBroker.Client client) {
        Answer answer =
                broker.await(client.ask(Request.of(RequestCode.GET_BROKER_HA_STATUS, NoHeader.CODEC, NoHeader.NONE)));
        assertThat(answer.code()).isEqualTo(ResponseCode.SUCCESS);
        return BrokerReports.Replication.BODY.read(answer.body());
    }

    @Test
    void a_slave_has_what_its_master_has() throws Exception {
        SimulatedReplicas replicas = new SimulatedReplicas(1, Map.of("brokerRole", "ASYNC_MASTER"));
        SimulatedBroker.Client client = replicas.master.client("producer");
        replicas.master.awaitSuccess(client.createTopic("t", 2));
        for (int i = 0; i < 300; i++) {
            replicas.master.awaitSuccess(client.send("t", i % 2, "before " + i + "x".repeat(500)));
        }
        SimulatedBroker slave = replicas.slave(1, Map.of());
        replicas.awaitCaughtUp(slave);
        for (int i = 0; i < 100; i++) {
            replicas.master.awaitSuccess(client.send("t", i % 2, "with it " + i));
        }
        replicas.awaitCaughtUp(slave);
        SimulatedReplicas.requireEqual(replicas.master, slave);
        assertThat(slave.broker().store().queue("t", 0).maxOffset()).isEqualTo(200);

        replicas.simulation.runFor(1000);
        // until the slave's last word has come
        replicas.master.simulation.runFor(1_000);
        BrokerReports.Replication status = status(replicas.master, client);
        assertThat(status.leads()).isTrue();
        assertThat(status.inSyncCount()).isEqualTo(1);
        assertThat(status.followers()).singleElement().satisfies(one -> {
            assertThat(one.behindBytes()).isZero();
            assertThat(one.inSync()).isTrue();
        });
        BrokerReports.Replication own = status(slave, slave.client("admin"));
        assertThat(own.leads()).isFalse();
        assertThat(own.own().activated()).isTrue();
        assertThat(own.own().leaderAddress()).isEqualTo("127.0.0.1:10912");
    }

    @Test
    void a_slave_takes_no_messages_from_producers() throws Exception {
        SimulatedReplicas replicas = new SimulatedReplicas(2, Map.of());
        SimulatedBroker slave = replicas.slave(1, Map.of());
        Answer answer = sendOne(slave, slave.client("producer"), "to the wrong one");
        assertThat(answer.code()).isEqualTo(ResponseCode.SYSTEM_BUSY);
        assertThat(answer.remark()).startsWith("[REJECTREQUEST]system busy").contains("slave");
    }

    @Test
    void a_slave_without_its_masters_offsets_serves_no_consumers() throws Exception {
        SimulatedReplicas replicas = new SimulatedReplicas(7, Map.of());
        SimulatedBroker.Client client = replicas.master.client("producer");
        replicas.master.awaitSuccess(client.createTopic("t", 1));
        sendOne(replicas.master, client, "one");
        SimulatedBroker slave = replicas.slave(1, Map.of());
        replicas.awaitCaughtUp(slave);
        // from here on it knows the topic
        slave.restart();
        SimulatedBroker.Client consumer = slave.client("consumer");
        assertThat(slave.await(consumer.pull("g", "t", 0, 0, 0)).code()).isEqualTo(ResponseCode.SYSTEM_BUSY);
        assertThat(slave.await(consumer.committed("g", "t", 0)).code()).isEqualTo(ResponseCode.SYSTEM_BUSY);
        assertThat(slave.await(consumer.commit("g", "t", 0, 1)).code()).isEqualTo(ResponseCode.SYSTEM_BUSY);
    }

    @Test
    void a_synchronous_master_confirms_what_a_slave_has_and_says_so_when_none_has() throws Exception {
        SimulatedReplicas replicas = new SimulatedReplicas(3, Map.of());
        SimulatedBroker.Client client = replicas.master.client("producer");
        replicas.master.awaitSuccess(client.createTopic("t", 1));
        Answer alone = sendOne(replicas.master, client, "nobody follows");
        assertThat(alone.code()).isEqualTo(ResponseCode.SLAVE_NOT_AVAILABLE);

        SimulatedBroker slave = replicas.slave(1, Map.of());
        replicas.awaitCaughtUp(slave);
        replicas.simulation.runFor(1000);
        assertThat(sendOne(replicas.master, client, "one follows").code()).isEqualTo(ResponseCode.SUCCESS);

        slave.kill();
        // its end is not known at once: that one waits in vain, or is told
        Answer after = sendOne(replicas.master, client, "it is gone");
        assertThat(after.code()).isIn(ResponseCode.SLAVE_NOT_AVAILABLE, ResponseCode.FLUSH_SLAVE_TIMEOUT);
        slave.revive();
        replicas.awaitCaughtUp(slave);
        replicas.simulation.runFor(1000);
        assertThat(sendOne(replicas.master, client, "it is back").code()).isEqualTo(ResponseCode.SUCCESS);
        assertThat(replicas.master.broker().store().queue("t", 0).maxOffset()).isEqualTo(4);
    }

    @Test
    void a_slave_that_does_not_answer_in_time_is_told_to_the_producer() throws Exception {
        SimulatedReplicas replicas = new SimulatedReplicas(4, Map.of("slaveTimeout", "500", "inSyncReplicas", "3"));
        SimulatedBroker.Client client = replicas.master.client("producer");
        replicas.master.awaitSuccess(client.createTopic("t", 1));
        SimulatedBroker one = replicas.slave(1, Map.of());
        replicas.awaitCaughtUp(one);
        replicas.simulation.runFor(1000);
        assertThat(sendOne(replicas.master, client, "one of two").code()).isEqualTo(ResponseCode.SLAVE_NOT_AVAILABLE);
        SimulatedBroker two = replicas.slave(2, Map.of());
        replicas.awaitCaughtUp(two);
        replicas.simulation.runFor(1000);
        assertThat(sendOne(replicas.master, client, "two of two").code()).isEqualTo(ResponseCode.SUCCESS);
        two.disk.leaveRoom(0);
        assertThat(sendOne(replicas.master, client, "one cannot").code()).isEqualTo(ResponseCode.FLUSH_SLAVE_TIMEOUT);
    }

    @Test
    void too_few_in_sync_take_nothing() throws Exception {
        SimulatedReplicas replicas = new SimulatedReplicas(5, Map.of("minInSyncReplicas", "2"));
        SimulatedBroker.Client client = replicas.master.client("producer");
        replicas.master.awaitSuccess(client.createTopic("t", 1));
        Answer refused = sendOne(replicas.master, client, "nobody follows");
        assertThat(refused.code()).isEqualTo(ResponseCode.SYSTEM_ERROR);
        assertThat(refused.remark()).startsWith("in-sync replicas not enough");
        assertThat(replicas.master.broker().store().queue("t", 0)).isNull();
    }

    @Test
    void an_orderly_stop_of_the_master_leaves_the_slave_with_everything() throws Exception {
        SimulatedReplicas replicas = new SimulatedReplicas(6, Map.of("brokerRole", "ASYNC_MASTER"));
        SimulatedBroker.Client client = replicas.master.client("producer");
        replicas.master.awaitSuccess(client.createTopic("t", 1));
        SimulatedBroker slave = replicas.slave(1, Map.of());
        replicas.simulation.runFor(2000);
        CompletableFuture<Answer> last = client.send("t", 0, "the last one");
        replicas.simulation.runUntil(
                "it is stored", 1000, () -> replicas.master.broker().store().queue("t", 0) != null);
        long end = replicas.master.broker().store().appended().get();
        replicas.master.stop();
        assertThat(slave.broker().store().written().get()).isEqualTo(end);
        assertThat(last).isDone();
    }
}
