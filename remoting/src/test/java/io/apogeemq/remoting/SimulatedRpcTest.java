package io.apogeemq.remoting;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.protocol.frame.HeaderEncoding;
import io.apogeemq.protocol.header.NoHeader;
import io.apogeemq.simulation.SimulatedProcess;
import io.apogeemq.simulation.Simulation;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedRpcTest {
    private static final int ECHO = 900;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void every_call_ends_once_whatever_the_network_does(long seed) throws IOException {
        Simulation simulation = new Simulation(seed);
        SimulatedProcess serving = simulation.process("server");
        SimulatedProcess asking = simulation.process("client");
        new RpcServer(
                        serving.network(),
                        Lanes.of(serving.loop("control")),
                        RpcLimits.DEFAULT,
                        serving.clock(),
                        HeaderEncoding.JSON)
                .listen(
                        new InetSocketAddress(9876),
                        new Routes()
                                .on(
                                        ECHO,
                                        NoHeader.CODEC,
                                        Lane.CONTROL,
                                        (call, none) ->
                                                Reply.ok(call.bodyBytes()).now()));
        RpcClient client = new RpcClient(
                asking.network(),
                new Routes(),
                Lanes.of(asking.loop("control")),
                RpcLimits.DEFAULT,
                asking.clock(),
                HeaderEncoding.BINARY,
                3000);
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            byte[] body = ("body " + i).getBytes(StandardCharsets.UTF_8);
            answers.add(
                    client.call("127.0.0.1:9876", Request.of(ECHO, body), 2000).toCompletableFuture());
            simulation.runFor(simulation.random().nextInt(5));
            if (simulation.random().nextInt(40) == 0) {
                simulation.cutSomeConnection();
            }
        }
        simulation.runUntil("all calls ended", 60_000, () -> answers.stream().allMatch(CompletableFuture::isDone));
        int answered = 0;
        for (int i = 0; i < answers.size(); i++) {
            if (!answers.get(i).isCompletedExceptionally()) {
                answered++;
                assertThat(answers.get(i).join().body()).isEqualTo(("body " + i).getBytes(StandardCharsets.UTF_8));
            }
        }
        assertThat(answered).as("seed %d", seed).isGreaterThan(200);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void a_partner_that_says_nothing_at_all_is_connected_anew_however_short_the_calls_are(long seed)
            throws IOException {
        Simulation simulation = new Simulation(seed);
        SimulatedProcess serving = simulation.process("server");
        SimulatedProcess asking = simulation.process("client");
        List<Peer> seen = new ArrayList<>();
        new RpcServer(
                        serving.network(),
                        Lanes.of(serving.loop("control")),
                        RpcLimits.DEFAULT,
                        serving.clock(),
                        HeaderEncoding.JSON)
                .listen(
                        new InetSocketAddress(9876),
                        new Routes().on(ECHO, NoHeader.CODEC, Lane.CONTROL, (call, none) -> {
                            if (!seen.contains(call.peer())) {
                                seen.add(call.peer());
                            }
                            return new CompletableFuture<>();
                        }));
        RpcClient client = new RpcClient(
                asking.network(),
                new Routes(),
                Lanes.of(asking.loop("control")),
                RpcLimits.DEFAULT,
                asking.clock(),
                HeaderEncoding.BINARY,
                3000);
        for (int i = 0; i < 100; i++) {
            CompletableFuture<Answer> answer =
                    client.call("127.0.0.1:9876", Request.of(ECHO), 100).toCompletableFuture();
            simulation.runUntil("the call ends", 10_000, answer::isDone);
        }
        assertThat(seen).as("seed %d", seed).hasSizeBetween(5, 30);
    }
}
