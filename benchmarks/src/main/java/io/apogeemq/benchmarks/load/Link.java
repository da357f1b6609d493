package io.apogeemq.benchmarks.load;

import io.apogeemq.protocol.frame.Frame;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.LockSupport;

/** One connection with its two buffers. Read by the poller's thread; written by one thread, the same or another. */
final class Link implements AutoCloseable {
    private static final int FIRST_RECEIVE_BUFFER = 256 << 10;
    private static final long FULL_SOCKET_PAUSE_NANOS = 20_000;

    /** Takes the frames that come. */
    interface Receiver {
        void onFrame(Link link, AnswerView answer, ByteBuffer in) throws IOException;

        /** All frames of one read have been handed over: time to send what they made room for. */
        void onReadEnd(Link link) throws IOException;
    }

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Receiver receiver;
    private final AnswerView view = new AnswerView();
    private final int index;
    private final ByteBuffer out;
    private ByteBuffer in = ByteBuffer.allocateDirect(FIRST_RECEIVE_BUFFER);

    Link(Selector selector, InetSocketAddress address, int index, int sendBuffer, Receiver receiver)
            throws IOException {
        this.channel = SocketChannel.open();
        this.receiver = receiver;
        this.index = index;
        this.out = ByteBuffer.allocateDirect(sendBuffer);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.connect(address);
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** Place among its owner's links. */
    int index() {
        return index;
    }

    /** Where frames to be sent are put; {@link #flush} or {@link #flushAll} sends them. */
    ByteBuffer out() {
        return out;
    }

    void onReady() throws IOException {
        if (key.isWritable()) {
            flush();
            receiver.onReadEnd(this);
        }
        if (key.isReadable()) {
            read();
        }
    }

    private void read() throws IOException {
        int count = channel.read(in);
        if (count < 0) {
            throw new EOFException("the broker closed connection " + index);
        }
        int at = 0;
        int end = in.position();
        while (end - at >= 4) {
            int length = 4 + in.getInt(at);
            if (length > in.capacity()) {
                ByteBuffer larger = ByteBuffer.allocateDirect(Math.min(length, 4 + Frame.DEFAULT_MAX_LENGTH) + 1);
                in.limit(end).position(at);
                in = larger.put(in);
                return;
            }
            if (end - at < length) {
                break;
            }
            view.look(in, at);
            receiver.onFrame(this, view, in);
            at += length;
        }
        in.limit(end).position(at);
        in.compact();
        receiver.onReadEnd(this);
    }

    /** Sends what the socket takes; the rest goes when it can take more. For the poller's thread. */
    void flush() throws IOException {
        if (out.position() > 0) {
            out.flip();
            channel.write(out);
            out.compact();
        }
        int wanted = out.position() == 0 ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE;
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    /** Sends everything, waiting for the socket if it must. For a thread of its own. */
    void flushAll() throws IOException {
        out.flip();
        while (out.hasRemaining()) {
            if (channel.write(out) == 0) {
                LockSupport.parkNanos(FULL_SOCKET_PAUSE_NANOS);
            }
        }
        out.clear();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
