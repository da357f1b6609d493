package io.apogeemq.remoting.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.protocol.frame.Frame;
import io.apogeemq.remoting.ConnectionHandler;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClosedConnectionTest {
    private static final int COUNT = 200;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final AtomicInteger closed = new AtomicInteger();

    @Test
    void nothing_keeps_a_closed_connection_in_memory() throws Exception {
        Queue<WeakReference<ConnectionHandler>> handlers = new ConcurrentLinkedQueue<>();
        NettyNetwork network =
                new NettyNetwork("test-io", new NettyOptions(1, Frame.DEFAULT_MAX_LENGTH, 3600, 0, 0, 8));
        try {
            InetSocketAddress bound = network.listen(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), connection -> {
                                ConnectionHandler handler = new Counting();
                                handlers.add(new WeakReference<>(handler));
                                return handler;
                            })
                    .address();
            for (int i = 0; i < COUNT; i++) {
                new Socket(bound.getAddress(), bound.getPort()).close();
            }
            long end = System.nanoTime() + PATIENCE_NANOS;
            while (closed.get() < COUNT || handlers.stream().anyMatch(each -> each.get() != null)) {
                assertThat(System.nanoTime()).as("%s closed", closed).isLessThan(end);
                System.gc();
            }
        } finally {
            network.close();
        }
    }

    private final class Counting implements ConnectionHandler {
        @Override
        public void onFrame(ByteBuffer frame) {
            // nobody says anything
        }

        @Override
        public void onReadEnd() {
            // nothing was read
        }

        @Override
        public void onWritable() {
            // nothing is written
        }

        @Override
        public void onClosed(String why) {
            closed.incrementAndGet();
        }
    }
}
