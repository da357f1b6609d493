package io.apogeemq.benchmarks.micro;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.protocol.frame.BadFrame;
import io.apogeemq.protocol.frame.Payload;
import io.apogeemq.remoting.Connection;
import io.apogeemq.remoting.ConnectionHandler;
import io.apogeemq.remoting.Framing;
import io.apogeemq.remoting.Network;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Every connection leads to {@link Answers}, which are there with the next turn of the loop. */
final class InstantNetwork implements Network {
    private static final int BUFFER = 64 << 10;

    private final Loop loop;
    private final Answers answers;

    InstantNetwork(Loop loop, Answers answers) {
        this.loop = loop;
        this.answers = answers;
    }

    @Override
    public Listener listen(InetSocketAddress address, Framing framing, Function<Connection, ConnectionHandler> accept)
            throws IOException {
        throw new IOException("nobody comes to " + address);
    }

    @Override
    public <H extends ConnectionHandler> CompletionStage<H> connect(
            String address, long timeoutMillis, Framing framing, Function<Connection, H> handler) {
        Instant connection = new Instant();
        H made = handler.apply(connection);
        connection.handler = made;
        return CompletableFuture.completedFuture(made);
    }

    @Override
    public List<Loop> loops() {
        return List.of(loop);
    }

    @Override
    public void close() {}

    private final class Instant implements Connection {
        private final ByteBuffer sent = ByteBuffer.allocateDirect(BUFFER);
        private final ByteBuffer answered = ByteBuffer.allocateDirect(BUFFER);
        private final InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 10911);
        private final Runnable delivery = this::deliver;
        private @Nullable ConnectionHandler handler;

        @Override
        public Loop loop() {
            return loop;
        }

        @Override
        public InetSocketAddress remote() {
            return address;
        }

        @Override
        public InetSocketAddress local() {
            return address;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void write(byte[] head, int headLength, @Nullable Payload body) {
            sent.put(head, 0, headLength);
            if (body != null) {
                for (int i = 0; i < body.count(); i++) {
                    sent.put(body.buffer(i).duplicate());
                }
                body.release();
            }
        }

        @Override
        public void flush() {
            if (sent.position() > 0) {
                loop.execute(delivery);
            }
        }

        private void deliver() {
            ConnectionHandler there = handler;
            if (there == null) {
                throw new IllegalStateException("a connection that nobody has");
            }
            try {
                sent.flip();
                answered.clear();
                while (sent.hasRemaining()) {
                    int end = sent.position() + 4 + sent.getInt(sent.position());
                    int limit = sent.limit();
                    sent.position(sent.position() + 4).limit(end);
                    answers.answer(sent, answered);
                    sent.limit(limit).position(end);
                }
                sent.clear();
                answered.flip();
                while (answered.hasRemaining()) {
                    int end = answered.position() + 4 + answered.getInt(answered.position());
                    int limit = answered.limit();
                    answered.position(answered.position() + 4).limit(end);
                    there.onFrame(answered);
                    answered.limit(limit).position(end);
                }
                there.onReadEnd();
            } catch (BadFrame e) {
                throw new IllegalStateException("a frame of our own cannot be read", e);
            }
        }

        @Override
        public boolean isWritable() {
            return true;
        }

        @Override
        public void reading(boolean on) {}

        @Override
        public void close(String why) {}
    }
}
