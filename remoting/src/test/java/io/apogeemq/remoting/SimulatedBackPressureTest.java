package io.apogeemq.remoting;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.protocol.code.Language;
import io.apogeemq.protocol.frame.HeadWriter;
import io.apogeemq.protocol.frame.HeaderEncoding;
import io.apogeemq.protocol.frame.Payload;
import io.apogeemq.protocol.header.NoHeader;
import io.apogeemq.simulation.SimulatedProcess;
import io.apogeemq.simulation.Simulation;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A peer that asks a lot and reads nothing, until it does. */
class SimulatedBackPressureTest {
    private static final int ECHO = 900;
    private static final int NEVER = 901;
    private static final int ECHO_ELSEWHERE = 902;
    private static final int COUNT = 2000;
    private static final int BODY_LENGTH = 4096;

    /** What the simulation's connections take, and one answer more. */
    private static final long MOST_UNDER_WAY = (256 << 10) + BODY_LENGTH + 1024;

    /** Writes all its requests at once, and counts what comes. */
    private static final class Asking implements ConnectionHandler {
        private final Connection connection;
        private int answers;

        Asking(Connection connection, int code) {
            this.connection = connection;
            connection.reading(false);
            HeadWriter writer = new HeadWriter();
            for (int i = 0; i < COUNT; i++) {
                writer.begin(HeaderEncoding.JSON, code, Language.JAVA, 0, i, 0, null);
                int length = writer.finish(BODY_LENGTH);
                connection.write(writer.bytes(), length, Payload.of(new byte[BODY_LENGTH]));
            }
            connection.flush();
        }

        @Override
        public void onFrame(ByteBuffer frame) {
            answers++;
        }

        @Override
        public void onReadEnd() {
            // nothing is written any more
        }

        @Override
        public void onWritable() {
            // all is written already
        }

        @Override
        public void onClosed(String why) {
            // the answers tell
        }
    }

    private int handled;

    private Asking ask(Simulation simulation, SimulatedProcess serving, RpcLimits limits, int code) throws Exception {
        Routes routes = new Routes()
                .on(ECHO, NoHeader.CODEC, Lane.IO, (call, none) -> {
                    handled++;
                    return Reply.ok(call.bodyBytes()).now();
                })
                .on(ECHO_ELSEWHERE, NoHeader.CODEC, Lane.CONTROL, (call, none) -> {
                    handled++;
                    return Reply.ok(call.bodyBytes()).now();
                })
                .on(NEVER, NoHeader.CODEC, Lane.IO, (call, none) -> new CompletableFuture<>());
        new RpcServer(
                        serving.network(),
                        Lanes.of(serving.loop("control")),
                        limits,
                        serving.clock(),
                        HeaderEncoding.JSON)
                .listen(new InetSocketAddress(9876), routes);
        SimulatedProcess asking = simulation.process("client");
        CompletableFuture<Asking> connected = asking.network()
                .connect("127.0.0.1:9876", 3000, connection -> new Asking(connection, code))
                .toCompletableFuture();
        simulation.runFor(60_000);
        return connected.join();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void requests_wait_until_their_answers_are_taken_and_then_all_are_answered(long seed) throws Exception {
        Simulation simulation = new Simulation(seed);
        SimulatedProcess serving = simulation.process("server");
        Asking asking = ask(simulation, serving, RpcLimits.DEFAULT, ECHO);
        assertThat(handled).as("seed %d", seed).isPositive();
        assertThat(serving.network().bytesUnderWay()).as("seed %d", seed).isBetween(1L, MOST_UNDER_WAY);

        asking.connection.loop().execute(() -> asking.connection.reading(true));
        simulation.runUntil("all are answered", 600_000, () -> asking.answers == COUNT);
    }

    /** The requests are few bytes beside their answers, and have all been taken before the first answer is written. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void requests_that_another_loop_handles_wait_for_that_too(long seed) throws Exception {
        Simulation simulation = new Simulation(seed);
        SimulatedProcess serving = simulation.process("server");
        Asking asking = ask(simulation, serving, RpcLimits.DEFAULT, ECHO_ELSEWHERE);
        assertThat(handled).as("seed %d", seed).isPositive();
        assertThat(serving.network().bytesUnderWay())
                .as("seed %d", seed)
                .isBetween(1L, MOST_UNDER_WAY + Peer.MOST_ANSWERS_AHEAD + BODY_LENGTH);

        asking.connection.loop().execute(() -> asking.connection.reading(true));
        simulation.runUntil("all are answered", 600_000, () -> asking.answers == COUNT);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void not_even_refusals_are_written_to_who_does_not_take_them(long seed) throws Exception {
        Simulation simulation = new Simulation(seed);
        SimulatedProcess serving = simulation.process("server");
        int served = 4;
        Asking asking = ask(simulation, serving, new RpcLimits(served, 1 << 20, 1 << 20, 100, 1000), NEVER);
        assertThat(serving.network().bytesUnderWay()).as("seed %d", seed).isBetween(1L, MOST_UNDER_WAY);

        asking.connection.loop().execute(() -> asking.connection.reading(true));
        simulation.runUntil("the others are refused", 600_000, () -> asking.answers == COUNT - served);
    }
}
