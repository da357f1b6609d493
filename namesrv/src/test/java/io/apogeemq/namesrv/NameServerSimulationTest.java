package io.apogeemq.namesrv;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.files.StoredFile;
import io.apogeemq.protocol.body.DataVersion;
import io.apogeemq.protocol.body.RegisterBrokerBody;
import io.apogeemq.protocol.body.TopicRecord;
import io.apogeemq.protocol.body.TopicTableBody;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.frame.HeaderEncoding;
import io.apogeemq.protocol.header.MinBrokerIdNotice;
import io.apogeemq.protocol.header.RegisterBrokerRequest;
import io.apogeemq.protocol.header.RouteRequest;
import io.apogeemq.remoting.Answer;
import io.apogeemq.remoting.Lane;
import io.apogeemq.remoting.Lanes;
import io.apogeemq.remoting.Reply;
import io.apogeemq.remoting.Request;
import io.apogeemq.remoting.Routes;
import io.apogeemq.remoting.RpcClient;
import io.apogeemq.remoting.RpcLimits;
import io.apogeemq.remoting.RpcServer;
import io.apogeemq.simulation.SimulatedProcess;
import io.apogeemq.simulation.Simulation;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A NameServer and its brokers in one thread, from one seed. */
class NameServerSimulationTest {
    private final long seed = new Random().nextLong();
    private final Simulation simulation = new Simulation(seed);

    @Test
    void a_crashed_broker_is_gone_at_once_and_its_fellows_learn_who_is_next() throws IOException {
        startNameServer("namesrv", "notifyMinBrokerIdChanged=true\nsupportActingMaster=true");
        Member leader = new Member("b0", 0);
        Member follower = new Member("b1", 1);
        leader.register();
        simulation.runUntil("the leader is registered", 5000, () -> leader.isRegistered());
        follower.register();
        simulation.runUntil("the follower is registered", 5000, () -> follower.isRegistered());
        assertThat(routeCode("A")).as("seed %d", seed).isZero();

        leader.process.crash();

        simulation.runUntil("the follower is told", 5000, () -> !follower.notices.isEmpty());
        assertThat(follower.notices.get(0))
                .isEqualTo(new MinBrokerIdNotice(1L, "broker-a", "b1:1001", "b0:1000", "ha-1"));
        assertThat(routeCode("A")).as("seed %d", seed).isZero();

        follower.process.crash();
        simulation.runUntil("the last one is gone", 5000, () -> routeCode("A") == 17);
    }

    private int routeCode(String topic) {
        SimulatedProcess process = simulation.process("client");
        RpcClient client = client(process, new Routes());
        AtomicReference<@Nullable Answer> got = new AtomicReference<>();
        CompletionStage<Answer> answer = client.call(
                "namesrv:9876",
                Request.of(
                        RequestCode.GET_ROUTEINFO_BY_TOPIC,
                        RouteRequest.CODEC,
                        new RouteRequest(topic, null, null, null)),
                3000);
        answer.thenAccept(got::set);
        simulation.runUntil("an answer", 5000, () -> got.get() != null);
        process.crash();
        return Objects.requireNonNull(got.get()).code();
    }

    private void startNameServer(String name, String properties) throws IOException {
        SimulatedProcess process = simulation.process(name);
        NameServer server = new NameServer(
                process.network(),
                process,
                TestSettings.live("bindAddress=" + name + "\n" + properties),
                HeaderEncoding.JSON,
                path -> new MemoryFile());
        server.start();
    }

    private RpcClient client(SimulatedProcess process, Routes routes) {
        return new RpcClient(
                process.network(),
                routes,
                Lanes.of(process.loop("control")),
                RpcLimits.DEFAULT,
                simulation.clock(),
                HeaderEncoding.BINARY,
                3000);
    }

    /** One process of a broker name: registers, and hears what the NameServer says. */
    private final class Member {
        private final SimulatedProcess process;
        private final long id;
        private final List<MinBrokerIdNotice> notices = new ArrayList<>();
        private final AtomicReference<@Nullable Answer> registered = new AtomicReference<>();

        Member(String name, long id) throws IOException {
            this.process = simulation.process(name);
            this.id = id;
            Routes routes = new Routes()
                    .on(RequestCode.NOTIFY_MIN_BROKER_ID_CHANGE, MinBrokerIdNotice.CODEC, Lane.IO, (call, notice) -> {
                        notices.add(notice);
                        return Reply.okNow();
                    });
            new RpcServer(
                            process.network(),
                            Lanes.of(process.loop("server")),
                            RpcLimits.DEFAULT,
                            simulation.clock(),
                            HeaderEncoding.JSON)
                    .listen(new InetSocketAddress(name, 1000 + (int) id), routes);
        }

        void register() {
            TopicTableBody topics = TopicTableBody.of(
                    new DataVersion(1, 0, 1), Map.of("A", TopicRecord.of("A", 4, 6), "B", TopicRecord.of("B", 4, 6)));
            RegisterBrokerRequest header = new RegisterBrokerRequest(
                    "broker-a", "b" + id + ":100" + id, "c1", "ha-" + id, id, null, true, false, 0, null);
            client(process, new Routes())
                    .call(
                            "namesrv:9876",
                            Request.of(
                                    RequestCode.REGISTER_BROKER,
                                    RegisterBrokerRequest.CODEC,
                                    header,
                                    RegisterBrokerBody.BODY.write(new RegisterBrokerBody(List.of(), topics))),
                            3000)
                    .thenAccept(registered::set);
        }

        boolean isRegistered() {
            Answer answer = registered.get();
            return answer != null && answer.isOk();
        }
    }

    private static final class MemoryFile implements StoredFile {
        private byte @Nullable [] content;
        private byte @Nullable [] backup;

        @Override
        public byte @Nullable [] read() {
            return content;
        }

        @Override
        public byte @Nullable [] readBackup() {
            return backup;
        }

        @Override
        public void write(byte[] fresh) {
            backup = content;
            content = fresh;
        }
    }
}
