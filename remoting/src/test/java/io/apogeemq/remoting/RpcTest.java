package io.apogeemq.remoting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.ThreadedLoops;
import io.apogeemq.protocol.frame.HeaderEncoding;
import io.apogeemq.protocol.header.NoHeader;
import io.apogeemq.protocol.header.PullRequest;
import io.apogeemq.remoting.netty.NettyNetwork;
import io.apogeemq.remoting.netty.NettyOptions;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RpcTest {
    private static final int ECHO = 900;
    private static final int NEVER = 901;
    private static final int FAIL = 902;
    private static final int ASK_BACK = 903;
    private static final int LONG_BODY = 904;
    private static final int FAIL_AT_ONCE = 905;
    private static final int TWICE = 906;
    private static final int FAIL_LATER = 907;
    private static final int BODY_LATER = 908;
    private static final int BODY_TOO_LATE = 909;
    private static final int SLOW = 910;
    private static final int PULL = 11;

    private final ThreadedLoops loops = new ThreadedLoops("test-");
    private final NettyNetwork network = new NettyNetwork("test-io", NettyOptions.defaults(2));
    private final Loop control = loops.loop("control");
    private final CompletableFuture<Reply> slow = new CompletableFuture<>();
    private final RpcServer server =
            new RpcServer(network, Lanes.of(control), RpcLimits.DEFAULT, Clock.system(), HeaderEncoding.JSON);
    private InetSocketAddress bound = new InetSocketAddress(0);
    private String address = "";

    @BeforeEach
    void listen() throws Exception {
        Routes routes = new Routes()
                .on(
                        ECHO,
                        NoHeader.CODEC,
                        Lane.IO,
                        (call, none) -> Reply.ok(call.bodyBytes()).now())
                .on(NEVER, NoHeader.CODEC, Lane.IO, (call, none) -> new CompletableFuture<>())
                .on(FAIL, NoHeader.CODEC, Lane.CONTROL, (call, none) -> {
                    throw new IllegalStateException("on purpose");
                })
                .on(FAIL_AT_ONCE, NoHeader.CODEC, Lane.IO, (call, none) -> {
                    throw new IllegalStateException("on purpose");
                })
                .direct(
                        FAIL_LATER,
                        NoHeader.CODEC,
                        Lane.IO,
                        (call, none) -> call.goOn(control, () -> {
                            throw new IllegalStateException("on purpose");
                        }))
                .direct(
                        BODY_LATER,
                        NoHeader.CODEC,
                        Lane.IO,
                        (call, none) -> call.goOn(control, () -> call.answer(Reply.ok(call.bodyBytes()))))
                .direct(
                        BODY_TOO_LATE,
                        NoHeader.CODEC,
                        Lane.IO,
                        (call, none) ->
                                call.peer().loop().execute(call.guarded(() -> call.answer(Reply.ok(call.bodyBytes())))))
                .on(SLOW, NoHeader.CODEC, Lane.CONTROL, (call, none) -> slow)
                .direct(TWICE, NoHeader.CODEC, Lane.CONTROL, (call, none) -> {
                    call.answer(Reply.ok(text("first")));
                    call.answer(Reply.ok(text("second")));
                })
                .on(
                        ASK_BACK,
                        NoHeader.CODEC,
                        Lane.CONTROL,
                        (call, none) -> call.peer()
                                .call(Request.of(ECHO, text("back")), 3000)
                                .thenApply(answer -> Reply.ok(answer.body())))
                .on(
                        LONG_BODY,
                        NoHeader.CODEC,
                        Lane.READER,
                        (call, none) -> Reply.ok(new byte[3 << 20]).now())
                .on(
                        PULL,
                        PullRequest.CODEC,
                        Lane.IO,
                        (call, pull) -> Reply.ok(PullRequest.CODEC, pull).now());
        bound = server.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), routes);
        address = "127.0.0.1:" + bound.getPort();
    }

    @AfterEach
    void close() {
        network.close();
        loops.close();
    }

    private RpcClient client(HeaderEncoding encoding) {
        Routes routes = new Routes()
                .on(
                        ECHO,
                        NoHeader.CODEC,
                        Lane.IO,
                        (call, none) -> Reply.ok(call.bodyBytes()).now());
        return new RpcClient(
                network,
                routes,
                Lanes.of(loops.loop("client")),
                RpcLimits.DEFAULT,
                Clock.system(),
                encoding,
                RpcClient.DEFAULT_CONNECT_TIMEOUT_MILLIS);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void a_call_that_is_made_as_another_fails_with_its_connection_goes_over_a_new_one() throws Exception {
        RpcClient client = client(HeaderEncoding.JSON);
        CompletableFuture<Answer> again = new CompletableFuture<>();
        client.call(address, Request.of(NEVER), 30_000)
                .whenComplete((none, failure) -> client.call(address, Request.of(ECHO, text("again")), 30_000)
                        .whenComplete((answer, trouble) -> {
                            if (trouble != null) {
                                again.completeExceptionally(trouble);
                            } else {
                                again.complete(answer);
                            }
                        }));
        client.call(address, Request.of(ECHO), 30_000).toCompletableFuture().get(30, TimeUnit.SECONDS);
        client.disconnect(address, "the test says so");

        assertThat(again.get(30, TimeUnit.SECONDS).body()).isEqualTo(text("again"));
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource
    void a_request_is_answered_in_either_encoding(HeaderEncoding encoding) throws Exception {
        PullRequest pull = new PullRequest(
                "gr\u00fcppe \"1\"", "t\u0001o\u0002p", 3, 1L << 40, 32, 6, -1, 15000, "a || b\\", 7, null, 5);
        Answer answer = get(client(encoding).call(address, Request.of(PULL, PullRequest.CODEC, pull), 3000));
        assertThat(answer.isOk()).isTrue();
        assertThat(answer.header(PullRequest.CODEC)).isEqualTo(pull);
    }

    @Test
    void pipelined_requests_get_each_its_own_answer() throws Exception {
        RpcClient client = client(HeaderEncoding.JSON);
        List<CompletionStage<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            answers.add(client.call(address, Request.of(ECHO, text("body " + i)), 10000));
        }
        for (int i = 0; i < answers.size(); i++) {
            assertThat(get(answers.get(i)).body()).isEqualTo(text("body " + i));
        }
    }

    @Test
    void an_unknown_code_is_answered_as_not_supported() throws Exception {
        Answer answer = get(client(HeaderEncoding.JSON).call(address, Request.of(77777), 3000));
        assertThat(answer.code()).isEqualTo(3);
        assertThat(answer.remark()).isEqualTo(" request type 77777 not supported");
    }

    @ParameterizedTest
    @ValueSource(ints = {FAIL, FAIL_AT_ONCE, FAIL_LATER})
    void an_escaped_exception_is_a_system_error(int code) throws Exception {
        Answer answer = get(client(HeaderEncoding.JSON).call(address, Request.of(code), 3000));
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.remark()).contains("on purpose");
    }

    @Test
    void a_request_that_is_answered_twice_gets_the_first_answer() throws Exception {
        RpcClient client = client(HeaderEncoding.JSON);
        assertThat(get(client.call(address, Request.of(TWICE), 3000)).body()).isEqualTo(text("first"));
        assertThat(get(client.call(address, Request.of(ECHO, text("next")), 3000))
                        .body())
                .isEqualTo(text("next"));
    }

    @Test
    void a_body_that_is_looked_at_later_is_the_same_or_none_at_all() throws Exception {
        RpcClient client = client(HeaderEncoding.JSON);
        assertThat(get(client.call(address, Request.of(BODY_LATER, text("mine")), 3000))
                        .body())
                .isEqualTo(text("mine"));
        Answer late = get(client.call(address, Request.of(BODY_TOO_LATE, text("mine")), 3000));
        assertThat(late.code()).isEqualTo(1);
        assertThat(late.remark()).contains("Call.later");
    }

    @Test
    void connections_end_when_what_was_asked_is_answered() throws Exception {
        RpcClient client = client(HeaderEncoding.JSON);
        get(client.call(address, Request.of(ECHO), 3000));
        CompletionStage<Answer> asked = client.call(address, Request.of(SLOW), 10_000);
        // an answer on the same connection: the server has taken the slow one too
        get(client.call(address, Request.of(ECHO), 3000));
        server.close();
        CompletionStage<Void> ended = server.endConnections(10_000);
        assertThat(ended.toCompletableFuture()).isNotDone();
        slow.complete(Reply.ok(text("at last")));
        assertThat(get(asked).body()).isEqualTo(text("at last"));
        get(ended);
        assertThat(server.connectionCount()).isZero();
    }

    @Test
    void a_missing_field_is_named() throws Exception {
        Answer answer = get(client(HeaderEncoding.JSON).call(address, Request.of(PULL), 3000));
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.remark()).contains("consumerGroup");
    }

    @Test
    void the_server_can_ask_back_on_the_same_connection() throws Exception {
        assertThat(get(client(HeaderEncoding.BINARY).call(address, Request.of(ASK_BACK), 3000))
                        .body())
                .isEqualTo(text("back"));
    }

    @Test
    void a_long_body_comes_whole() throws Exception {
        assertThat(get(client(HeaderEncoding.JSON).call(address, Request.of(LONG_BODY), 10000))
                        .body())
                .hasSize(3 << 20);
    }

    @Test
    void a_call_without_an_answer_ends_in_a_timeout() {
        assertThatThrownBy(() -> get(client(HeaderEncoding.JSON).call(address, Request.of(NEVER), 200)))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        RpcFailure.class, failure -> assertThat(failure.kind()).isEqualTo(RpcFailure.Kind.TIMEOUT));
    }

    @Test
    void a_call_with_a_short_time_out_does_not_end_the_connection_of_the_others() throws Exception {
        RpcClient client = client(HeaderEncoding.JSON);
        get(client.call(address, Request.of(ECHO), 3000));
        CompletionStage<Answer> other = client.call(address, Request.of(NEVER), 60_000);
        assertThatThrownBy(() -> get(client.call(address, Request.of(NEVER), 20)))
                .cause()
                .isInstanceOfSatisfying(
                        RpcFailure.class, failure -> assertThat(failure.kind()).isEqualTo(RpcFailure.Kind.TIMEOUT));
        get(client.call(address, Request.of(ECHO), 3000));
        assertThat(other.toCompletableFuture()).isNotDone();
    }

    @Test
    void a_listener_that_fails_does_not_keep_calls_waiting() throws Exception {
        RpcClient client = client(HeaderEncoding.JSON);
        client.onConnect(peer -> {
            throw new IllegalStateException("on purpose");
        });
        assertThat(get(client.call(address, Request.of(ECHO), 3000)).isOk()).isTrue();
    }

    @Test
    void a_port_where_nobody_listens_is_a_failure_to_connect() {
        server.close();
        assertThatThrownBy(() -> get(client(HeaderEncoding.JSON).call(address, Request.of(ECHO), 3000)))
                .cause()
                .isInstanceOfSatisfying(RpcFailure.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(RpcFailure.Kind.CONNECT);
                    assertThat(failure).hasMessageContaining("connect to " + address + " failed");
                });
    }

    @Test
    void who_hangs_up_at_once_is_connected_anew_each_time() throws Exception {
        RpcClient client = client(HeaderEncoding.JSON);
        try (ServerSocket unfriendly = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            loops.loop("unfriendly").execute(() -> hangUpOnEverybody(unfriendly));
            String there = "127.0.0.1:" + unfriendly.getLocalPort();
            for (int i = 0; i < 300; i++) {
                assertThatThrownBy(() -> get(client.call(there, Request.of(ECHO), 3000)))
                        .cause()
                        .isInstanceOfSatisfying(
                                RpcFailure.class,
                                failure ->
                                        assertThat(failure.kind()).isIn(RpcFailure.Kind.CONNECT, RpcFailure.Kind.SEND));
            }
        }
    }

    private static void hangUpOnEverybody(ServerSocket unfriendly) {
        while (!unfriendly.isClosed()) {
            try (Socket socket = unfriendly.accept()) {
                // with a reset
                socket.setSoLinger(true, 0);
            } catch (IOException e) {
                // the test is over, or the other end was faster
            }
        }
    }

    @Test
    void bytes_that_are_no_frame_close_that_connection_only() throws Exception {
        RpcClient client = client(HeaderEncoding.JSON);
        get(client.call(address, Request.of(ECHO), 3000));
        for (byte[] bad : List.of(
                new byte[] {0x16, 3, 1, 2, 0},
                new byte[] {0x7F, 0, 0, 0, 0, 0, 0, 0},
                new byte[] {0, 0, 0, 0},
                new byte[] {0, 0, 0, 6, 0, 0, 0, 9, 1, 2},
                new byte[] {0, 0, 0, 6, 0, 0, 0, 2, '{', 'x'},
                new byte[] {0, 0, 0, 6, 9, 0, 0, 2, '{', '}'})) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), bound.getPort())) {
                socket.setSoTimeout(10000);
                socket.getOutputStream().write(bad);
                assertThat(new DataInputStream(socket.getInputStream()).read()).isEqualTo(-1);
            }
        }
        assertThat(get(client.call(address, Request.of(ECHO, text("still here")), 3000))
                        .body())
                .isEqualTo(text("still here"));
    }
}
