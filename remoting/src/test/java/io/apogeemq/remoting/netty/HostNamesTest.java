package io.apogeemq.remoting.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Fatal;
import io.apogeemq.concurrent.ThreadedLoops;
import io.apogeemq.protocol.frame.HeaderEncoding;
import io.apogeemq.protocol.header.NoHeader;
import io.apogeemq.remoting.Answer;
import io.apogeemq.remoting.Lane;
import io.apogeemq.remoting.Lanes;
import io.apogeemq.remoting.Reply;
import io.apogeemq.remoting.Request;
import io.apogeemq.remoting.Routes;
import io.apogeemq.remoting.RpcClient;
import io.apogeemq.remoting.RpcLimits;
import io.apogeemq.remoting.RpcServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connecting by name, on a machine whose name service answers late, with something else each time, or not at all. */
class HostNamesTest {
    private static final int ECHO = 900;
    private static final int LONG_MILLIS = 60_000;

    private final CountDownLatch nameService = new CountDownLatch(1);
    private final AtomicInteger lookups = new AtomicInteger();
    private final ThreadedLoops loops = new ThreadedLoops("test-");
    /** One loop: whatever blocks it is seen by everybody. */
    private final NettyNetwork network =
            new NettyNetwork("test-io", NettyOptions.defaults(1), Fatal.TOLD, null, this::look);

    private int port;

    private InetAddress look(String host) throws UnknownHostException {
        lookups.incrementAndGet();
        if (host.startsWith("silent")) {
            try {
                nameService.await();
            } catch (InterruptedException e) {
                throw new UnknownHostException(host);
            }
        }
        if (host.equals("nowhere")) {
            throw new UnknownHostException(host);
        }
        return InetAddress.getLoopbackAddress();
    }

    @BeforeEach
    void listen() throws Exception {
        Routes routes = new Routes()
                .on(
                        ECHO,
                        NoHeader.CODEC,
                        Lane.IO,
                        (call, none) -> Reply.ok(call.bodyBytes()).now());
        port = new RpcServer(
                        network,
                        Lanes.of(loops.loop("control")),
                        RpcLimits.DEFAULT,
                        Clock.system(),
                        HeaderEncoding.JSON)
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), routes)
                .getPort();
    }

    @AfterEach
    void close() {
        network.close();
        loops.close();
    }

    private RpcClient client(long connectTimeoutMillis) {
        return new RpcClient(
                network,
                new Routes(),
                Lanes.of(loops.loop("client")),
                RpcLimits.DEFAULT,
                Clock.system(),
                HeaderEncoding.JSON,
                connectTimeoutMillis);
    }

    private CompletionStage<Answer> ask(RpcClient client, String host) {
        return client.call(host + ":" + port, Request.of(ECHO), LONG_MILLIS);
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(LONG_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Test
    void others_are_served_while_a_name_is_looked_up() throws Exception {
        RpcClient client = client(LONG_MILLIS);
        CompletionStage<Answer> waiting = ask(client, "silent");
        CompletionStage<Answer> sharing = ask(client(LONG_MILLIS), "silent");
        for (int i = 0; i < 20; i++) {
            assertThat(get(ask(client, "127.0.0.1")).isOk()).isTrue();
            assertThat(get(ask(client(LONG_MILLIS), "known")).isOk()).isTrue();
        }
        assertThat(waiting.toCompletableFuture()).isNotDone();

        nameService.countDown();
        assertThat(get(waiting).isOk()).isTrue();
        assertThat(get(sharing).isOk()).isTrue();
        assertThat(lookups).as("20 of the known name, one of the other").hasValue(21);
    }

    @Test
    void a_look_up_that_takes_too_long_is_a_failure_that_says_so() throws Exception {
        RpcClient client = client(100);
        assertThatThrownBy(() -> get(ask(client, "silent")))
                .cause()
                .hasMessageContaining("where silent is was not answered within 100 ms");
        nameService.countDown();
        // the next one is free to try again
        assertThat(get(ask(client(LONG_MILLIS), "silent")).isOk()).isTrue();
    }

    @Test
    void an_unknown_host_is_named() {
        assertThatThrownBy(() -> get(ask(client(LONG_MILLIS), "nowhere")))
                .cause()
                .hasMessageContaining("host name is unknown here (nowhere");
    }

    @Test
    void names_are_looked_up_for_each_connection() throws Exception {
        RpcClient client = client(LONG_MILLIS);
        for (int i = 1; i <= 3; i++) {
            assertThat(get(ask(client, "known")).isOk()).isTrue();
            assertThat(get(ask(client, "known")).isOk()).isTrue();
            assertThat(lookups).hasValue(i);
            client.disconnect("known:" + port, "the test says so");
            while (client.isConnected("known:" + port)) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void names_without_end_are_refused_and_not_piled_up() throws Exception {
        List<CompletionStage<Answer>> answers = new ArrayList<>();
        RpcClient client = client(LONG_MILLIS);
        for (int i = 0; i < 2000; i++) {
            answers.add(ask(client, "silent" + i));
        }
        assertThat(answers.stream()
                        .filter(answer -> answer.toCompletableFuture().isCompletedExceptionally()))
                .hasSizeGreaterThan(900);
        nameService.countDown();
        assertThat(get(answers.get(0)).isOk()).isTrue();
    }
}
