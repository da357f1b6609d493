package io.apogeemq.benchmarks.micro;

import io.apogeemq.protocol.frame.BadFrame;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** {@link Answers} behind a socket, on a thread of its own; one connection at a time. */
final class AnsweringPeer implements AutoCloseable {
    private static final int BUFFER = 1 << 20;

    private final ServerSocketChannel listening;
    private final Answers answers;

    AnsweringPeer(int queueCount) throws IOException {
        listening = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        answers = new Answers(address(), queueCount);
        Thread thread = new Thread(this::serve, "peer");
        thread.setDaemon(true);
        thread.start();
    }

    /** {@code host:port}. */
    String address() throws IOException {
        return "127.0.0.1:" + ((InetSocketAddress) listening.getLocalAddress()).getPort();
    }

    private void serve() {
        while (listening.isOpen()) {
            try (SocketChannel connection = listening.accept()) {
                serve(connection);
            } catch (IOException | BadFrame e) {
                // the client has gone, or the benchmark is over
            }
        }
    }

    /** All frames of one read are answered by one write. */
    private void serve(SocketChannel connection) throws IOException, BadFrame {
        ByteBuffer in = ByteBuffer.allocateDirect(BUFFER);
        ByteBuffer out = ByteBuffer.allocateDirect(BUFFER);
        while (connection.read(in) >= 0) {
            int end = in.position();
            int at = 0;
            while (end - at >= 4 && end - at >= 4 + in.getInt(at)) {
                int frameEnd = at + 4 + in.getInt(at);
                in.limit(frameEnd).position(at + 4);
                answers.answer(in, out);
                in.limit(end);
                at = frameEnd;
            }
            in.limit(end).position(at);
            in.compact();
            out.flip();
            while (out.hasRemaining()) {
                connection.write(out);
            }
            out.clear();
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
