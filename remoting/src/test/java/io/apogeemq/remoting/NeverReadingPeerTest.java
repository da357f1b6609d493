package io.apogeemq.remoting;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.ThreadedLoops;
import io.apogeemq.protocol.code.Language;
import io.apogeemq.protocol.frame.HeadWriter;
import io.apogeemq.protocol.frame.HeaderEncoding;
import io.apogeemq.protocol.header.NoHeader;
import io.apogeemq.remoting.netty.NettyNetwork;
import io.apogeemq.remoting.netty.NettyOptions;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Peers that ask and ask, and do not take what they are answered. */
class NeverReadingPeerTest {
    private static final int ECHO = 900;
    private static final int NEVER = 901;
    private static final int PATIENCE_MILLIS = 60_000;

    /** What a peer tries to have worked on: far more than all buffers between it and the server together. */
    private static final long FLOOD_BYTES = 256L << 20;

    /** Both sockets' buffers, which the system makes as large as 6 MiB each, and what the server has of its own. */
    private static final long TAKEN_BYTES = 48L << 20;

    /** So many answers to somebody else in which nothing more is taken of a peer's requests mean that it stands. */
    private static final int STANDING_ANSWERS = 300;

    private final ThreadedLoops loops = new ThreadedLoops("test-");
    private final NettyNetwork network = new NettyNetwork("test-io", NettyOptions.defaults(1));
    private final Loop flooding = loops.loop("flooding");

    @AfterEach
    void close() {
        network.close();
        loops.close();
    }

    private InetSocketAddress listen(RpcLimits limits) throws IOException {
        Routes routes = new Routes()
                .on(
                        ECHO,
                        NoHeader.CODEC,
                        Lane.IO,
                        (call, none) -> Reply.ok(call.bodyBytes()).now())
                .on(NEVER, NoHeader.CODEC, Lane.IO, (call, none) -> new CompletableFuture<>());
        return new RpcServer(network, Lanes.of(loops.loop("control")), limits, Clock.system(), HeaderEncoding.JSON)
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), routes);
    }

    private RpcClient client() {
        return new RpcClient(
                network,
                new Routes(),
                Lanes.of(loops.loop("client")),
                RpcLimits.DEFAULT,
                Clock.system(),
                HeaderEncoding.JSON,
                RpcClient.DEFAULT_CONNECT_TIMEOUT_MILLIS);
    }

    /** Writes requests until the flood is over or the socket ends. */
    private static void flood(OutputStream out, int code, int bodyLength, AtomicLong taken) {
        HeadWriter writer = new HeadWriter();
        byte[] body = new byte[bodyLength];
        try {
            for (int i = 0; taken.get() < FLOOD_BYTES; i++) {
                writer.begin(HeaderEncoding.JSON, code, Language.JAVA, 0, i, 0, null);
                int length = writer.finish(bodyLength);
                out.write(writer.bytes(), 0, length);
                out.write(body);
                taken.addAndGet(length + bodyLength);
            }
        } catch (IOException e) {
            // the test has closed the socket
        }
    }

    /** How much of the flood is taken before it stands, while somebody else is answered. */
    private long takenUntilItStands(AtomicLong taken, InetSocketAddress bound) throws Exception {
        String address = "127.0.0.1:" + bound.getPort();
        RpcClient witness = client();
        long before = -1;
        while (taken.get() != before && taken.get() < FLOOD_BYTES) {
            before = taken.get();
            for (int i = 0; i < STANDING_ANSWERS; i++) {
                witness.call(address, Request.of(ECHO, new byte[100]), PATIENCE_MILLIS)
                        .toCompletableFuture()
                        .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
        return taken.get();
    }

    @Test
    void requests_of_a_peer_that_does_not_take_its_answers_are_left_in_its_socket() throws Exception {
        InetSocketAddress bound = listen(RpcLimits.DEFAULT);
        AtomicLong taken = new AtomicLong();
        try (Socket socket = new Socket(bound.getAddress(), bound.getPort())) {
            OutputStream out = socket.getOutputStream();
            flooding.execute(() -> flood(out, ECHO, 64 << 10, taken));
            assertThat(takenUntilItStands(taken, bound)).isLessThan(TAKEN_BYTES);

            socket.setSoTimeout(PATIENCE_MILLIS);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            for (long answered = 0; answered < FLOOD_BYTES; ) {
                int length = in.readInt();
                in.skipNBytes(length);
                answered += 4 + length;
            }
        }
    }

    @Test
    void refusals_of_a_peer_that_does_not_take_them_do_not_pile_up_either() throws Exception {
        InetSocketAddress bound = listen(new RpcLimits(4, 1 << 20, 1 << 20, 100, 1));
        AtomicLong taken = new AtomicLong();
        try (Socket socket = new Socket(bound.getAddress(), bound.getPort())) {
            OutputStream out = socket.getOutputStream();
            flooding.execute(() -> flood(out, NEVER, 100, taken));
            assertThat(takenUntilItStands(taken, bound)).isLessThan(TAKEN_BYTES);
        }
    }

    @Test
    void a_read_that_brought_thousands_of_requests_does_not_make_thousands_of_answers_at_once() throws Exception {
        AtomicLong underWay = new AtomicLong();
        AtomicLong most = new AtomicLong();
        Routes routes = new Routes().direct(ECHO, NoHeader.CODEC, Lane.IO, (call, none) -> {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            call.peer().loop().execute(() -> {
                underWay.decrementAndGet();
                call.answer(Reply.ok(new byte[0]));
            });
        });
        InetSocketAddress bound = new RpcServer(
                        network,
                        Lanes.of(loops.loop("control")),
                        new RpcLimits(10, 1 << 20, 1 << 20, 100, PATIENCE_MILLIS),
                        Clock.system(),
                        HeaderEncoding.JSON)
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), routes);
        int count = 20_000;
        try (Socket socket = new Socket(bound.getAddress(), bound.getPort())) {
            HeadWriter writer = new HeadWriter();
            OutputStream out = socket.getOutputStream();
            flooding.execute(() -> {
                try {
                    for (int i = 0; i < count; i++) {
                        writer.begin(HeaderEncoding.BINARY, ECHO, Language.JAVA, 0, i, 0, null);
                        out.write(writer.bytes(), 0, writer.finish(0));
                    }
                } catch (IOException e) {
                    // the reading below tells of it
                }
            });
            socket.setSoTimeout(PATIENCE_MILLIS);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            for (int i = 0; i < count; i++) {
                in.skipNBytes(in.readInt());
            }
        }
        assertThat(most.get()).isLessThanOrEqualTo(10);
    }

    @Test
    void two_sides_that_both_have_more_to_say_than_the_other_takes_do_not_wait_for_each_other() throws Exception {
        InetSocketAddress bound = listen(RpcLimits.DEFAULT);
        RpcClient client = client();
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 4000; i++) {
            answers.add(client.call("127.0.0.1:" + bound.getPort(), Request.of(ECHO, new byte[32 << 10]), 3_600_000)
                    .toCompletableFuture());
        }
        for (CompletableFuture<Answer> answer : answers) {
            assertThat(answer.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS).body())
                    .hasSize(32 << 10);
        }
    }
}
