package io.apogeemq.remoting.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apogeemq.remoting.ConnectionHandler;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real sockets: what the system says is part of the text. */
class ConnectReasonTest {
    private final NettyNetwork network = new NettyNetwork("test-io", NettyOptions.defaults(1));

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    void a_port_where_nothing_listens_is_told_from_a_host_that_nobody_knows() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertThat(why("127.0.0.1:" + free))
                .startsWith("connect to 127.0.0.1:" + free + " failed: nothing listens there");
        assertThat(why("no such host.invalid:9876"))
                .startsWith("connect to no such host.invalid:9876 failed: its host name is unknown here");
    }

    @Test
    void an_address_without_a_port_says_so() {
        for (String address : new String[] {"localhost", "localhost:", "localhost:port", ":9876", "localhost:70000"}) {
            assertThat(why(address)).isEqualTo("connect to " + address + " failed: not of the form host:port");
        }
    }

    private String why(String address) {
        CompletionStage<ConnectionHandler> connected = network.connect(address, 3_000, connection -> {
            throw new IllegalStateException("there is somebody at " + address);
        });
        Throwable[] end = new Throwable[1];
        assertThatThrownBy(() -> connected.toCompletableFuture().get(30, TimeUnit.SECONDS))
                .satisfies(thrown -> end[0] = thrown.getCause());
        return end[0].getMessage();
    }
}
