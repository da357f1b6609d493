package io.apogeemq.remoting;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.ThreadedLoops;
import io.apogeemq.protocol.code.Language;
import io.apogeemq.protocol.frame.Frame;
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
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections of one loop share the memory that answers are gathered in. */
class SlowPeerTest {
    private static final int ECHO = 900;
    private static final int COUNT = 200;
    private static final int BODY_LENGTH = 1500;
    private static final int PATIENCE_MILLIS = 10_000;

    private final ThreadedLoops loops = new ThreadedLoops("test-");
    /** One loop, and sockets that take little at once. */
    private final NettyNetwork network =
            new NettyNetwork("test-io", new NettyOptions(1, Frame.DEFAULT_MAX_LENGTH, 120, 8 << 10, 0, 1024));

    private InetSocketAddress bound = new InetSocketAddress(0);

    @BeforeEach
    void listen() throws Exception {
        RpcServer server = new RpcServer(
                network, Lanes.of(loops.loop("control")), RpcLimits.DEFAULT, Clock.system(), HeaderEncoding.JSON);
        Routes routes = new Routes()
                .on(
                        ECHO,
                        NoHeader.CODEC,
                        Lane.IO,
                        (call, none) -> Reply.ok(call.bodyBytes()).now());
        bound = server.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), routes);
    }

    @AfterEach
    void close() {
        network.close();
        loops.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4 << 10);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(bound, PATIENCE_MILLIS);
        return socket;
    }

    private static byte[] body(String whose, int number) {
        String once = whose + " " + number + " ";
        return once.repeat(BODY_LENGTH / once.length()).getBytes(StandardCharsets.US_ASCII);
    }

    private static void ask(Socket socket, String whose) throws IOException {
        HeadWriter writer = new HeadWriter();
        OutputStream out = socket.getOutputStream();
        for (int i = 0; i < COUNT; i++) {
            byte[] body = body(whose, i);
            writer.begin(HeaderEncoding.JSON, ECHO, Language.JAVA, 0, i, 0, null);
            int length = writer.finish(body.length);
            out.write(writer.bytes(), 0, length);
            out.write(body);
        }
    }

    private static void requireAnswers(Socket socket, String whose) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        for (int i = 0; i < COUNT; i++) {
            int length = in.readInt();
            int headLength = in.readInt() & Frame.MAX_HEADER_LENGTH;
            in.skipNBytes(headLength);
            assertThat(in.readNBytes(length - 4 - headLength))
                    .as("answer %d", i)
                    .isEqualTo(body(whose, i));
        }
    }

    @Test
    void answers_that_are_not_taken_yet_stay_what_they_are_while_others_are_answered() throws Exception {
        try (Socket slow = connect();
                Socket fast = connect()) {
            ask(slow, "slow");
            for (int round = 0; round < 3; round++) {
                ask(fast, "fast " + round);
                requireAnswers(fast, "fast " + round);
            }
            requireAnswers(slow, "slow");
        }
    }
}
