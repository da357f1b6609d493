package io.apogeemq.remoting;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.protocol.frame.HeaderEncoding;
import io.apogeemq.protocol.header.NoHeader;
import io.apogeemq.simulation.SimulatedProcess;
import io.apogeemq.simulation.Simulation;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that share a loop. */
class TurnsTest {
    private static final int WORK = 900;
    private static final int MUCH = 1000;
    private static final int ADDRESS = 9876;
    private static final int BODY_LENGTH = 5000;
    private static final long WORK_NANOS = 10_000_000;

    private final List<String> done = new ArrayList<>();

    /** Connected already. */
    private static RpcClient client(Simulation simulation, SimulatedProcess asking) {
        RpcClient client = new RpcClient(
                asking.network(),
                new Routes(),
                Lanes.of(asking.loop("control")),
                RpcLimits.DEFAULT,
                asking.clock(),
                HeaderEncoding.JSON,
                3000);
        CompletableFuture<Answer> connected = ask(client, "connected");
        simulation.runUntil("it is connected", 60_000, connected::isDone);
        return client;
    }

    private void serve(Simulation simulation, RpcLimits limits) throws Exception {
        SimulatedProcess serving = simulation.process("server");
        Routes routes = new Routes().on(WORK, NoHeader.CODEC, Lane.CONTROL, (call, none) -> {
            simulation.spend(WORK_NANOS);
            done.add(new String(call.bodyBytes(), StandardCharsets.UTF_8));
            return Reply.okNow();
        });
        new RpcServer(
                        serving.network(),
                        Lanes.of(serving.loop("control")),
                        limits,
                        serving.clock(),
                        HeaderEncoding.JSON)
                .listen(new InetSocketAddress(ADDRESS), routes);
    }

    private static CompletableFuture<Answer> ask(RpcClient client, String body) {
        return client.call("127.0.0.1:" + ADDRESS, Request.of(WORK, body.getBytes(StandardCharsets.UTF_8)), 3_600_000)
                .toCompletableFuture();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void who_asks_once_does_not_wait_for_who_asked_a_thousand_times(long seed) throws Exception {
        Simulation simulation = new Simulation(seed);
        serve(simulation, RpcLimits.DEFAULT);
        SimulatedProcess greedyProcess = simulation.process("greedy");
        RpcClient greedy = client(simulation, greedyProcess);
        RpcClient modest = client(simulation, simulation.process("modest"));
        done.clear();
        List<CompletableFuture<Answer>> much = new ArrayList<>();
        for (int i = 0; i < MUCH; i++) {
            much.add(ask(greedy, String.valueOf(i)));
        }
        simulation.runUntil(
                "all has come", 60_000, () -> greedyProcess.network().bytesUnderWay() == 0);
        int before = done.size();
        CompletableFuture<Answer> answer = ask(modest, "modest");
        simulation.runUntil("the modest one is answered", 60_000, answer::isDone);
        assertThat(done.size() - before)
                .as("seed %d: done of %d meanwhile", seed, MUCH - before)
                .isLessThan(50);

        simulation.runUntil("all are answered", 600_000, () -> much.stream().allMatch(CompletableFuture::isDone));
        done.remove("modest");
        for (int i = 0; i < MUCH; i++) {
            assertThat(done.get(i)).as("seed %d", seed).isEqualTo(String.valueOf(i));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void many_connections_have_together_no_more_under_way_than_their_loop_may(long seed) throws Exception {
        Simulation simulation = new Simulation(seed);
        int bytesUnderWay = 100_000;
        serve(simulation, new RpcLimits(4096, 64 << 20, bytesUnderWay, 100, 3_600_000));
        List<CompletableFuture<Answer>> all = new ArrayList<>();
        List<SimulatedProcess> asking = new ArrayList<>();
        List<RpcClient> clients = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            asking.add(simulation.process("client-" + i));
            clients.add(client(simulation, asking.get(i)));
        }
        done.clear();
        for (RpcClient client : clients) {
            for (int j = 0; j < 100; j++) {
                all.add(ask(client, "x".repeat(BODY_LENGTH)));
            }
        }
        simulation.runFor(5000);
        long left = asking.stream()
                .mapToLong(each -> each.network().bytesUnderWay())
                .sum();
        int taken = all.size() - (int) (left / BODY_LENGTH);
        assertThat(taken - done.size())
                .as("seed %d: %d requests taken, %d done", seed, taken, done.size())
                .isLessThan(2 * bytesUnderWay / BODY_LENGTH + 20);

        simulation.runUntil("all are answered", 3_600_000, () -> all.stream().allMatch(CompletableFuture::isDone));
        assertThat(all).allMatch(answer -> answer.join().isOk());
    }
}
